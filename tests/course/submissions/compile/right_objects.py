import keras
from keras.optimizers import Adam

n_cols = predictors.shape[1]
inputs = keras.Input(shape=(n_cols,))
model = Sequential([inputs, Dense(50, activation='relu'), Dense(32, activation='relu'), Dense(1)])
model.compile(loss=keras.losses.MeanSquaredError(), optimizer=Adam())
print('Loss function:', model.loss.name)
