# says: n_cols is 534, expected 9.
n_cols = predictors.shape[0]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))
