import keras

n_cols = predictors.shape[1]

model = Sequential([
    keras.Input(shape=(n_cols,)),
    Dense(50, activation="relu"),
    Dense(32, activation="relu"),
    Dense(1),
])
model.summary()
