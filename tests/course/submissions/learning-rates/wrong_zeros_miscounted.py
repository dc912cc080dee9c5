# says: uses 1e-05 where 1e-06 belongs.
from keras.optimizers import SGD

lr_to_test = [0.00001, 0.01, 1.0]
for lr in lr_to_test:
    model = get_new_model()
    my_optimizer = SGD(learning_rate=lr)
    model.compile(optimizer=my_optimizer, loss='categorical_crossentropy')
    model.fit(predictors, target, epochs=10)
