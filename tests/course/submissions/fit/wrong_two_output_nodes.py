# says: The target has one number for each row, but the model gives 2.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(2))
model.compile(optimizer='adam', loss='mean_squared_error')
model.fit(predictors, target, epochs=10)
