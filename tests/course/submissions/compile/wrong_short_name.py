# says: expected the text 'Loss function: mean_squared_error'.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))

settings = {'optimizer': 'Adam', 'loss': 'mse', 'metrics': ['mae']}
model.compile(**settings)

print('Loss function: ' + model.loss)
