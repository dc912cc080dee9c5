# says: Count with range(len(input_data)).
def predict_with_network(input_data_row, weights):
    node_0_output = relu((input_data_row * weights['node_0']).sum())
    node_1_output = relu((input_data_row * weights['node_1']).sum())
    hidden_layer_outputs = np.array([node_0_output, node_1_output])
    return relu((hidden_layer_outputs * weights['output']).sum())
results = []
for i in range(input_data):
    results.append(predict_with_network(input_data[i], weights))
print(results)
