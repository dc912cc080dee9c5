from keras.layers import Softmax, ReLU
from keras.optimizers import SGD

alive = df.survived.values
target = np.column_stack([1 - alive, alive]).astype('float32')
model = Sequential()
model.add(Dense(32, input_shape=(n_cols,)))
model.add(ReLU())
model.add(Dense(2))
model.add(Softmax())
model.compile(optimizer=SGD(), loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)
