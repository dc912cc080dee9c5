import keras

lr_to_test = [.000001, .01, 1.0]

def try_rate(rate):
    net = get_new_model((n_cols,))
    net.compile(keras.optimizers.SGD(rate), keras.losses.CategoricalCrossentropy())
    return net.fit(x=predictors, y=target, epochs=10, verbose=0).history['loss'][-1]

for number, rate in enumerate(lr_to_test):
    print(number, rate, try_rate(rate))
