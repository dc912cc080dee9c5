# says: Keras knows no activation 'ReLu'. Did you mean 'relu'?
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='ReLu', input_shape=(n_cols,)))
model.add(Dense(32, activation='ReLu'))
model.add(Dense(1))
model.compile(optimizer='adam', loss='mean_squared_error')
model.fit(predictors, target, epochs=10)
