# says: The numbers are right, but in reverse order
node_0_value = (input_data * weights['node_0']).sum()
node_1_value = (input_data * weights['node_1']).sum()
hidden_layer_outputs = np.array([node_1_value, node_0_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
