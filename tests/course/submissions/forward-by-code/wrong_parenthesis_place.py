# says: In line 2 parentheses are missing or misplaced: it should be (input_data * weights
node_0_value = input_data * weights['node_0'].sum()
node_1_value = input_data * weights['node_1'].sum()
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = (hidden_layer_outputs * weights['output']).sum()
print(output)
