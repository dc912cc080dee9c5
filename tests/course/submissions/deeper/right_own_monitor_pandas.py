import keras
model_2 = keras.models.Sequential()
model_2.add(keras.Input(shape=(n_cols,)))
depth = 0
while depth < 3:
    model_2.add(Dense(50, 'relu'))
    depth += 1
model_2.add(Dense(2, 'softmax'))
model_2.compile(keras.optimizers.Adam(1e-3), 'categorical_crossentropy', None, ['accuracy'])
options = {'epochs': 20, 'validation_split': 0.4}
model_1_training = model_1.fit(predictors, target, callbacks=[EarlyStopping(patience=2)], **options)
model_2_training = model_2.fit(predictors, target, callbacks=[EarlyStopping(patience=2)], **options)
losses = pd.DataFrame({
    'one': pd.Series(model_1_training.history['val_loss']),
    'three': pd.Series(model_2_training.history['val_loss']),
})
losses.plot()
plt.show()
