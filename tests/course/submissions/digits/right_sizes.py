from keras import Input
sizes = [784, 50, 50, 10]
model = Sequential()
model.add(Input(shape=(sizes[0],)))
for size in sizes[1:-1]:
    model.add(Dense(size, activation='relu'))
model.add(Dense(sizes[-1], activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
history = model.fit(X, y, epochs=10, validation_split=0.3, verbose=0).history
print('Read rightly:', round(100 * history['val_accuracy'][-1]), '%')
