LAYERS = [['node_0_0', 'node_0_1'], ['node_1_0', 'node_1_1']]

def forward(values, layers):
    if not layers:
        return np.dot(values, weights['output'])
    head, *rest = layers
    return forward(np.array([relu(np.dot(values, weights[n])) for n in head]), rest)

def predict_with_network(input_data):
    return forward(input_data, LAYERS)

output = float(predict_with_network(input_data))
print('%.1f' % output)
