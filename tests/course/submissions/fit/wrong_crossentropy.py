# says: The loss of model is categorical_crossentropy, expected mean_squared_error.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))

model.compile(optimizer='adam', loss='categorical_crossentropy')
model.fit(predictors, target, epochs=10)
