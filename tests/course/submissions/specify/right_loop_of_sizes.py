n_cols = len(df.columns) - 1

def build(inputs, hidden):
    net = Sequential()
    for place, nodes in enumerate(hidden):
        if place == 0:
            net.add(Dense(nodes, 'relu', input_shape=(inputs,)))
        else:
            net.add(Dense(nodes, 'relu'))
    net.add(Dense(1, activation='linear'))
    return net

model = build(n_cols, [50, 32])
print(n_cols, len(model.layers))
