# says: uses df where df['survived'] belongs.
from keras.utils import to_categorical

target = to_categorical(df)
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
