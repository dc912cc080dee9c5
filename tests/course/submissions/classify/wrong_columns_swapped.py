# says: target[0, 0] is 1, expected 0.
from keras.utils import to_categorical

target = np.eye(2)[1 - df['survived']]
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
