# says: model_output is -39, expected 52
def relu(input):
    return max(0, input)

node_0_input = (input_data * weights['node_0']).sum()
node_0_output = relu(node_0_input)
node_1_input = (input_data * weights['node_1']).sum()
node_1_output = relu(node_1_input)
hidden_layer_outputs = np.array([node_0_input, node_1_input])
model_output = (hidden_layer_outputs * weights['output']).sum()
print(model_output)
