# says: model isn't told how many inputs there are: input_shape=(9,)
n_cols = predictors.shape[1]
model = Sequential()
model.add(Dense(50, activation='relu'))
model.add(Dense(32, activation='relu'))
model.add(Dense(1))
