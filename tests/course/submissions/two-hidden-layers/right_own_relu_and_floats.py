w = {name: [float(x) for x in node] for name, node in weights.items()}
positive = lambda x: x if x > 0.0 else 0.0

def predict_with_network(x):
    a = positive(x[0] * w['node_0_0'][0] + x[1] * w['node_0_0'][1])
    b = positive(x[0] * w['node_0_1'][0] + x[1] * w['node_0_1'][1])
    c = positive(a * w['node_1_0'][0] + b * w['node_1_0'][1])
    d = positive(a * w['node_1_1'][0] + b * w['node_1_1'][1])
    return c * w['output'][0] + d * w['output'][1]

print(output := predict_with_network(input_data))
