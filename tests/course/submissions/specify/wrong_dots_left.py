# says: model has 2 layers (Dense 50 relu, then Dense 1), expected 3.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
...
model.add(Dense(1))
