# says: the ... of the starter is still there.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))

model.compile(optimizer=..., loss='mean_squared_error')

print('Loss function: ' + model.loss)
