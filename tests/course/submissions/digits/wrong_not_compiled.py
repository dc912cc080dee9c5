# says: Call model.compile(…) before model.fit(…).
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(784,)))
model.add(Dense(50, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.fit(X, y, epochs=10, validation_split=0.3)
