def relu(input):
    if input > 0:
        return input
    else:
        return 0

node_0_input = np.dot(input_data, weights['node_0'])
node_1_input = np.dot(input_data, weights['node_1'])
node_0_output, node_1_output = map(relu, (node_0_input, node_1_input))
model_output = np.array([node_0_output, node_1_output]) @ weights['output']
print(model_output)
