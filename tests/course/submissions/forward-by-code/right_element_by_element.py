accounts, children = input_data
w = weights
node_0_value = accounts * w['node_0'][0] + children * w['node_0'][1]
node_1_value = accounts * w['node_1'][0] + children * w['node_1'][1]
hidden_layer_outputs = np.zeros(2)
hidden_layer_outputs[0] = node_0_value
hidden_layer_outputs[1] = node_1_value
output = hidden_layer_outputs[0] * w['output'][0] + hidden_layer_outputs[1] * w['output'][1]
print(output)
