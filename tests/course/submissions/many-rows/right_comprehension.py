def predict_with_network(input_data_row, weights):
    hidden = np.array([relu(input_data_row @ weights[n]) for n in ('node_0', 'node_1')])
    return relu(hidden @ weights['output'])

results = [predict_with_network(row, weights) for row in input_data]
print(results)
