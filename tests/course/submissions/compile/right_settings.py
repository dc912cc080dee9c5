n_cols = predictors.shape[1]
settings = {'optimizer': 'Adam', 'loss': 'mean_squared_error', 'metrics': ['mae']}
model = Sequential()
for place, (nodes, how) in enumerate(zip((50, 32, 1), ('relu', 'relu', None))):
    model.add(Dense(nodes, activation=how, **({} if place else {'input_shape': (n_cols,)})))
model.compile(**settings)
print(f'Loss function: {model.loss}')
