import keras
early_stopping_monitor = keras.callbacks.EarlyStopping('val_loss', patience=2, verbose=1)
watchers = [early_stopping_monitor]
model = keras.Sequential([
    keras.layers.Dense(100, activation='relu'),
    keras.layers.Dense(100, activation='relu'),
    keras.layers.Dense(2, activation='softmax'),
])
model.compile(optimizer=keras.optimizers.Adam(), loss='categorical_crossentropy', metrics=['accuracy'])
training = model.fit(x=predictors, y=target, callbacks=watchers, validation_split=.3, epochs=30, verbose=0)
print(len(training.epoch), 'epochs')
