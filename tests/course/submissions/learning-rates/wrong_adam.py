# says: had the optimizer adam, expected sgd.
from keras.optimizers import Adam
lr_to_test = [0.000001, 0.01, 1.0]
for lr in lr_to_test:
    model = get_new_model()
    model.compile(optimizer=Adam(learning_rate=lr), loss='categorical_crossentropy')
    model.fit(predictors, target, epochs=10)
