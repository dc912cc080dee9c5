# says: it is called accuracy now: metrics=['accuracy'].
from keras.utils import to_categorical

target = to_categorical(df['survived'])
model = Sequential([Dense(32, activation='relu'), Dense(2, activation='softmax')])
model.compile('sgd', 'categorical_crossentropy', metrics=['acc'])
model.fit(predictors, target, epochs=10)
