# says: line 5 uses input_data where hidden_layer_outputs belongs
node_0_value = (input_data * weights['node_0']).sum()
node_1_value = (input_data * weights['node_1']).sum()
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (input_data * weights['output']).sum()
print(output)
