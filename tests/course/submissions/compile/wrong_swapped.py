# says: 'mean_squared_error' is a loss, not an optimizer.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))

model.compile('mean_squared_error', 'adam')

print('Loss function: ' + model.loss)
