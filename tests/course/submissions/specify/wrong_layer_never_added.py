# says: model.add(…) is missing.
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(n_cols,)))
Dense(32, activation='relu')
model.add(Dense(1))
