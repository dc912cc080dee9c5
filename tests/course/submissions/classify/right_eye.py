import keras

survived = df['survived'].to_numpy()
target = np.eye(2)[survived]
model = Sequential([
    keras.layers.InputLayer(shape=(n_cols,)),
    Dense(32, activation='relu'),
    Dense(2, activation='softmax'),
])
model.compile('sgd', 'categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10, verbose=0)
