# says: Line 5: hidden_layer_output isn't defined here. Did you mean hidden_layer_outputs?
node_0_value = (input_data * weights['node_0']).sum()
node_1_value = (input_data * weights['node_1']).sum()
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_output * weights['output']).sum()
print(output)
