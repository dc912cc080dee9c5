def make_model(width):
    net = Sequential([
        Dense(50, 'relu', input_shape=(width,)),
        Dense(32, 'relu'),
        Dense(1),
    ])
    net.compile('adam', 'mean_squared_error')
    return net

n_cols = predictors.shape[1]
model = make_model(n_cols)
model.fit(x=predictors, y=target, epochs=10)
