# says: model wasn't trained: model.fit(…) does that.
model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(n_cols,)))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='sgd', loss='categorical_crossentropy', metrics=['accuracy'])
predictions = model.predict(pred_data)
predicted_prob_true = predictions[:, 1]
