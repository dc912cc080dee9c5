# says: uses EarlyStopping(2) where EarlyStopping(patience=2) belongs.
from keras.callbacks import EarlyStopping
model = Sequential()
model.add(Dense(100, activation='relu', input_shape=(n_cols,)))
model.add(Dense(100, activation='relu'))
model.add(Dense(2, activation='softmax'))
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
early_stopping_monitor = EarlyStopping(2)
model.fit(predictors, target, epochs=30, validation_split=0.3, callbacks=[early_stopping_monitor])
