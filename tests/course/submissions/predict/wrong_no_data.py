# says: Put the data between the parentheses: model.predict(pred_data).
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(predictors, target, epochs=10)

predictions = model.predict()
predicted_prob_true = predictions[:, 1]
