from keras import Input
model = Sequential([Input((n_cols,)), Dense(100, 'relu'), Dense(100, 'relu'), Dense(2, 'softmax')])
model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])
training = model.fit(predictors, target, validation_split=0.3, epochs=10, verbose=0)
print(max(training.history['val_accuracy']))
