# says: Lines 3, 4 and 6 use weights where w belongs
def predict_with_network(input_data_row, w):
    node_0_output = relu((input_data_row * weights['node_0']).sum())
    node_1_output = relu((input_data_row * weights['node_1']).sum())
    hidden_layer_outputs = np.array([node_0_output, node_1_output])
    return relu((hidden_layer_outputs * weights['output']).sum())

results = []
for input_data_row in input_data:
    results.append(predict_with_network(input_data_row, weights))
print(results)
