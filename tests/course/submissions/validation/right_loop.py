from keras.layers import Activation
share_kept_back = 3 / 10
model = Sequential()
for nodes in [100] * 2:
    model.add(Dense(nodes))
    model.add(Activation('relu'))
model.add(Dense(target.shape[1]))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(predictors, target, epochs=10, validation_split=share_kept_back)
