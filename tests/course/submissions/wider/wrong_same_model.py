# says: Layer 1 of model_2 has 10 units, expected 100.
early_stopping_monitor = EarlyStopping(patience=2)
model_2 = model_1
model_1_training = model_1.fit(predictors, target, epochs=15, validation_split=0.2, callbacks=[early_stopping_monitor])
model_2_training = model_2.fit(predictors, target, epochs=15, validation_split=0.2, callbacks=[early_stopping_monitor])
plt.plot(model_1_training.history['val_loss'], 'r')
plt.plot(model_2_training.history['val_loss'], 'b')
plt.show()
