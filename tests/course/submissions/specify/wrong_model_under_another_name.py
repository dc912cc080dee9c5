# says: model isn't defined; network has the value it should have: is that it?
n_cols = predictors.shape[1]
network = Sequential()
network.add(Dense(50, activation='relu', input_shape=(n_cols,)))
network.add(Dense(32, activation='relu'))
network.add(Dense(1))
