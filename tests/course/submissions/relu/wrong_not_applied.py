# says: node_1_output is -13, expected 0. Look at line 6
def relu(input):
    return max(0, input)

node_0_output = (input_data * weights['node_0']).sum()
node_1_output = (input_data * weights['node_1']).sum()
hidden_layer_outputs = np.array([node_0_output, node_1_output])
model_output = (hidden_layer_outputs * weights['output']).sum()
print(model_output)
