# says: The optimizer of model is sgd, expected adam.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))

model.compile(optimizer='sgd', loss='mean_squared_error')

print('Loss function: ' + model.loss)
