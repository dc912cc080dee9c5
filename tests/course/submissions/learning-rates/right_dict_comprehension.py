from keras import optimizers
lr_to_test = list(10.0 ** np.array([-6, -2, 0]))
models = {lr: get_new_model() for lr in lr_to_test}
for lr, model in models.items():
    model.compile(loss='categorical_crossentropy', optimizer=optimizers.SGD(learning_rate=lr), metrics=['accuracy'])
    model.fit(predictors, target, epochs=10, verbose=2)
