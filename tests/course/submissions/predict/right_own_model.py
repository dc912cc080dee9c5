import keras
def net():
    m = Sequential([keras.Input((n_cols,)), Dense(32, activation='relu'), Dense(2, activation='softmax')])
    m.compile(optimizer=keras.optimizers.SGD(), loss='categorical_crossentropy', metrics=['accuracy'])
    return m
model = net()
model.fit(predictors, target, epochs=10, verbose=0)
predictions = model(pred_data).numpy() if hasattr(model(pred_data), 'numpy') else model.predict(pred_data)
predicted_prob_true = predictions[..., -1]
