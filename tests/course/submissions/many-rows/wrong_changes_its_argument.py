# says: weights is given and has to stay as it is; line 3 changes it
def predict_with_network(input_data_row, weights):
    weights['node_0'] *= input_data_row
    weights['node_1'] *= input_data_row
    hidden_layer_outputs = np.array([relu(weights['node_0'].sum()), relu(weights['node_1'].sum())])
    return relu((hidden_layer_outputs * weights['output']).sum())

results = []
for input_data_row in input_data:
    results.append(predict_with_network(input_data_row, weights))
print(results)
