# says: A layer that takes 10 inputs already is given 50. Is one layer used twice?
layer = Dense(50, activation='relu')
model_2 = Sequential([layer, layer, layer, Dense(2, activation='softmax')])
model_2.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model_1_training = model_1.fit(predictors, target, epochs=20, validation_split=0.4, callbacks=[early_stopping_monitor])
model_2_training = model_2.fit(predictors, target, epochs=20, validation_split=0.4, callbacks=[early_stopping_monitor])
plt.plot(model_1_training.history['val_loss'], 'r')
plt.plot(model_2_training.history['val_loss'], 'b')
plt.show()
