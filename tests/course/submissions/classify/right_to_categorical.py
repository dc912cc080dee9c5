from keras.utils import to_categorical as one_hot
from keras.losses import CategoricalCrossentropy
from keras.metrics import CategoricalAccuracy
target = one_hot(df['survived'], num_classes=2)
model = Sequential()
for n, a in [(32, 'relu'), (2, 'softmax')]:
    model.add(Dense(n, a))
model.compile(optimizer='sgd', loss=CategoricalCrossentropy(), metrics=[CategoricalAccuracy(name='accuracy')])
model.fit(predictors, target, epochs=10, verbose=0)
