# says: model has 3 layers (Dense 32 relu, then Dense 32 relu, then Dense 2 softmax), expected 2.
from keras.utils import to_categorical

target = to_categorical(df['survived'])
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
