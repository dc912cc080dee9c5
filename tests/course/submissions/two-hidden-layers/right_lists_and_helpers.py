def weighted(values, name):
    return sum([v * w for v, w in zip(values, weights[name])])

def layer(values, *names):
    return [relu(weighted(values, name)) for name in names]

def predict_with_network(input_data):
    first = layer(input_data, 'node_0_0', 'node_0_1')
    second = layer(first, 'node_1_0', 'node_1_1')
    return weighted(second, 'output')

print("in", list(input_data))
output = predict_with_network(input_data)
print("out", output)
