# says: went on with a model that had learned for 10 epochs: take a new one.
from keras.optimizers import SGD

lr_to_test = [0.000001, 0.01, 1.0]
model = get_new_model()
for lr in lr_to_test:
    my_optimizer = SGD(learning_rate=lr)
    model.compile(optimizer=my_optimizer, loss='categorical_crossentropy')
    model.fit(predictors, target, epochs=10)
