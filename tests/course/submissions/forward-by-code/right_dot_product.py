# @ multiplies and adds up in one go
node_0_value = input_data @ weights['node_0']
node_1_value = input_data @ weights['node_1']
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = np.dot(hidden_layer_outputs, weights["output"])
print(output)
