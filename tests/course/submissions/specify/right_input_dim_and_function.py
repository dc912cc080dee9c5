from keras.activations import relu
n_cols = np.shape(predictors)[-1]
model = Sequential()
model.add(Dense(50, activation=relu, input_dim=n_cols))
model.add(Dense(32, activation=relu))
model.add(Dense(1, activation=None))
