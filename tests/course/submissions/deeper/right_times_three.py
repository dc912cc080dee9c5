model_2 = Sequential([Dense(50, activation='relu') for _ in range(3)] + [Dense(2, activation='softmax')])
model_2.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model_1_training, model_2_training = [
    m.fit(predictors, target, epochs=20, validation_split=0.4, callbacks=[early_stopping_monitor], verbose=0)
    for m in (model_1, model_2)
]
plt.plot(model_1_training.history['val_loss'], label='one')
plt.plot(model_2_training.history['val_loss'], label='three')
plt.legend()
plt.show()
