# says: model doesn't measure accuracy: metrics=['accuracy'] in compile does.
model = Sequential()
model.add(Dense(100, activation='relu', input_shape=(n_cols,)))
model.add(Dense(100, activation='relu'))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='adam', loss='categorical_crossentropy')
model.fit(predictors, target, epochs=10, validation_split=0.3)
