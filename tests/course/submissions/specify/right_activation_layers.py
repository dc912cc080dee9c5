from keras.layers import Activation, Input

rows, n_cols = predictors.shape
model = Sequential()
model.add(Input((n_cols,)))
model.add(Dense(units=50))
model.add(Activation('relu'))
model.add(Dense(units=32))
model.add(Activation('relu'))
model.add(Dense(units=1))
