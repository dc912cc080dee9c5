# says: sparse_categorical_crossentropy is for targets that are class numbers.
from keras.utils import to_categorical

target = to_categorical(df['survived'])
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
