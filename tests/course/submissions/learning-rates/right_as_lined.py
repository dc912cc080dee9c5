from keras.optimizers import SGD
lr_to_test = [1e-6, 1e-2, 1e0]
for lr in lr_to_test:
    model = get_new_model()
    model.compile(optimizer=SGD(learning_rate=lr), loss='categorical_crossentropy')
    model.fit(predictors, target, epochs=10)
