from keras import Input, layers, optimizers

X, y = predictors, target
n_cols = X.shape[1]
model = Sequential(name='wages')
model.add(Input(shape=(n_cols,)))
for nodes in (50, 32):
    model.add(layers.Dense(nodes))
    model.add(layers.Activation('relu'))
model.add(layers.Dense(1))
model.compile(optimizer=optimizers.Adam(learning_rate=0.001), loss='mse')
history = model.fit(X, y, epochs=10, verbose=0)
print(history.history['loss'][-1])
