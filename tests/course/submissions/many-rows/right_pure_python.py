def node(values, w):
    total = 0.0
    for value, weight in zip(values, w):
        total += float(value) * float(weight)
    return total if total > 0 else 0.0

def predict_with_network(input_data_row, weights):
    h0 = node(input_data_row, weights['node_0'])
    h1 = node(input_data_row, weights['node_1'])
    return node([h0, h1], weights['output'])

results = []
i = 0
while i < len(input_data):
    prediction = predict_with_network(input_data[i], weights)
    print("row", i, "->", prediction)
    results += [prediction]
    i += 1
print(results)
