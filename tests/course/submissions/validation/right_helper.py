from keras.optimizers import Adam

def classifier(nodes, answers, compiled=True):
    first = Dense(nodes, input_shape=(n_cols,), activation='relu')
    second = Dense(nodes, activation='relu')
    net = Sequential([first, second, Dense(answers, activation='softmax')])
    if compiled:
        net.compile(optimizer=Adam(), loss='categorical_crossentropy', metrics=['accuracy'])
    return net

model = classifier(100, 2)
options = dict(epochs=10, validation_split=0.3, verbose=2)
model.fit(predictors, target, **options)
