# says: Show it with plt.show().
from keras.layers import Activation, Input
early_stopping_monitor = EarlyStopping(patience=2)
model_2 = Sequential([Input(input_shape)])
for _ in range(2):
    model_2.add(Dense(100))
    model_2.add(Activation('relu'))
model_2.add(Dense(2))
model_2.add(Activation('softmax'))
model_2.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
how = dict(epochs=15, validation_split=0.2, callbacks=[early_stopping_monitor], verbose=2)
model_2_training = model_2.fit(predictors, target, **how)
model_1_training = model_1.fit(predictors, target, **how)
a, b = (t.history['val_loss'] for t in (model_1_training, model_2_training))
plt.plot(range(1, len(a) + 1), a, 'r', range(1, len(b) + 1), b, 'b')
