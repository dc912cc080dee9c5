# says: SGD makes an optimizer, but isn't called here. It needs parentheses
from keras.optimizers import SGD

lr_to_test = [0.000001, 0.01, 1.0]
for lr in lr_to_test:
    model = get_new_model()
    model.compile(optimizer=SGD, loss='categorical_crossentropy')
    model.fit(predictors, target, epochs=10)
