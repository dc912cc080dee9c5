# says: The target has 2 columns, but the last layer of the model has 1 node.
from keras.utils import to_categorical

target = to_categorical(df['survived'])
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(1, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
