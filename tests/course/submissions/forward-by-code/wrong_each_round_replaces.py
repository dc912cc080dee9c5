# says: Each round gives node_0_value a new value
for i in range(2):
    node_0_value = input_data[i] * weights['node_0'][i]
    node_1_value = input_data[i] * weights['node_1'][i]
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
