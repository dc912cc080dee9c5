# says: Layer 1 of model has 32 units, expected 50.
n_cols = predictors.shape[1]
model = Sequential([
    Dense(32, activation='relu', input_shape=(n_cols,)),
    Dense(50, activation='relu'),
    Dense(1),
])
