# says: Predictors and target must have as many rows, but they have 91 and 800.
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(pred_data, target, epochs=10)
predictions = model.predict(pred_data)
predicted_prob_true = predictions[:, 1]
