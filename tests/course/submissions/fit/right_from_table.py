EPOCHS = 10
n_cols = len(df.columns) - 1
layers = [Dense(n, activation=a) for n, a in [(50, 'relu'), (32, 'relu'), (1, None)]]
model = Sequential(layers)
model.compile(loss='mean_squared_error', optimizer='adam')
model.fit(predictors, target, 32, EPOCHS)
model.summary()
