# says: uses predictors.shape where predictors.shape[1] belongs.
n_cols = predictors.shape
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))
