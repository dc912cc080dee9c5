# says: was asked for 1 epoch, expected epochs=10.
from keras.optimizers import SGD

lr_to_test = [0.000001, 0.01, 1.0]
for lr in lr_to_test:
    model = get_new_model()
    my_optimizer = SGD(learning_rate=lr)
    model.compile(optimizer=my_optimizer, loss='categorical_crossentropy')
    model.fit(predictors, target)
