# says: The model was made for 28 inputs, but this data has 784 columns.
model = Sequential()
model.add(Dense(50, activation='relu', input_shape=(28,)))
model.add(Dense(50, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(X, y, epochs=10, validation_split=0.3)
