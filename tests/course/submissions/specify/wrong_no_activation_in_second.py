# says: Layer 2 of model has no activation, expected relu.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32))
model.add(Dense(1))
