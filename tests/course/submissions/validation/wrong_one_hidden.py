# says: model has 2 layers (Dense 100 relu, then Dense 2 softmax), expected 3.
model = Sequential()
model.add(Dense(100, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10, validation_split=0.3)
