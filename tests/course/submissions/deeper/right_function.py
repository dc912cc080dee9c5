def deep(*sizes):
    net = Sequential()
    net.add(Dense(sizes[0], activation='relu', input_shape=(n_cols,)))
    for nodes in sizes[1:]:
        net.add(Dense(nodes, activation='relu'))
    net.add(Dense(2, activation='softmax'))
    return net

def learn(net, epochs=20):
    return net.fit(predictors, target, validation_split=0.4, epochs=epochs,
                   callbacks=[early_stopping_monitor])

model_2 = deep(50, 50, 50)
model_2.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model_1_training = learn(model_1)
model_2_training = learn(model_2)
for training, colour in ((model_1_training, 'red'), (model_2_training, 'blue')):
    losses = training.history['val_loss']
    plt.plot(np.arange(len(losses)) + 1, losses, color=colour)
plt.xlabel('epoch')
plt.ylabel('validation loss')
plt.show()
