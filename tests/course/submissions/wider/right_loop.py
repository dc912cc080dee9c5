early_stopping_monitor = EarlyStopping(patience=2)
model_2 = Sequential([Dense(100, activation='relu', input_shape=input_shape)] + [Dense(100, activation='relu'), Dense(2, activation='softmax')])
model_2.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])
trainings = {}
for name, net in {'narrow': model_1, 'wide': model_2}.items():
    trainings[name] = net.fit(predictors, target, epochs=15, validation_split=0.2,
                              callbacks=[early_stopping_monitor], verbose=0)
model_1_training, model_2_training = trainings.values()
for name in trainings:
    plt.plot(trainings[name].history['val_loss'], label=name)
plt.legend()
plt.show()
