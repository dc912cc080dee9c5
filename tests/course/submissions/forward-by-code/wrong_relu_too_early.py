# says: In line 3 max(0, …) is too much
node_0_value = max(0, (input_data * weights['node_0']).sum())
node_1_value = max(0, (input_data * weights['node_1']).sum())
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
