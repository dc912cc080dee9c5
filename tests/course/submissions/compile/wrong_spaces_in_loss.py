# says: uses 'mean squared error' where 'mean_squared_error' belongs.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))

model.compile(optimizer='adam', loss='mean squared error')

print('Loss function: ' + model.loss)
