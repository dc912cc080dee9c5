import keras
from keras import layers
model = keras.Sequential([
    layers.Dense(50, activation='relu', input_shape=X.shape[1:]),
    layers.Dense(50, activation='relu'),
    layers.Dense(y.shape[1], activation='softmax'),
], name='reader')
model.compile(optimizer=keras.optimizers.Adam(), loss=keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
model.fit(x=X, y=y, batch_size=32, epochs=10, validation_split=0.3)
