early_stopping_monitor = EarlyStopping(monitor='val_loss', patience=2)

def train(net):
    return net.fit(predictors, target, epochs=15, validation_split=0.2,
                   callbacks=[early_stopping_monitor])

def wide(nodes=100):
    net = Sequential()
    net.add(Dense(nodes, activation='relu', input_shape=input_shape))
    net.add(Dense(nodes, activation='relu'))
    net.add(Dense(2, activation='softmax'))
    net.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
    return net

model_2 = wide()
model_1_training = train(model_1)
model_2_training = train(model_2)
figure, ax = plt.subplots()
ax.plot(model_1_training.history['val_loss'])
ax.plot(model_2_training.history['val_loss'])
ax.set_title('validation loss')
plt.show()
