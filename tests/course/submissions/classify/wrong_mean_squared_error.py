# says: The loss of model is mean_squared_error, expected categorical_crossentropy.
from keras.utils import to_categorical

target = to_categorical(df['survived'])
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='mean_squared_error', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
