from keras.callbacks import EarlyStopping as Stop

def hidden(count, nodes):
    for _ in range(count):
        yield Dense(nodes, activation='relu')

model = Sequential([*hidden(2, 100), Dense(2, activation='softmax')])
model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])
early_stopping_monitor = Stop(monitor='val_loss', patience=2, restore_best_weights=True)
model.fit(predictors, target, epochs=30, verbose=0,
          validation_split=0.3, callbacks=(early_stopping_monitor,))
