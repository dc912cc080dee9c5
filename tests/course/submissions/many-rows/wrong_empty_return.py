# says: Its return has no value behind it
def predict_with_network(input_data_row, weights):
    node_0_output = relu((input_data_row * weights["node_0"]).sum())
    node_1_output = relu((input_data_row * weights["node_1"]).sum())
    hidden_layer_outputs = np.array([node_0_output, node_1_output])
    model_output = relu((hidden_layer_outputs * weights["output"]).sum())
    return


results = []
for input_data_row in input_data:
    results.append(predict_with_network(input_data_row, weights))
print(results)
