# says: node_1_output is 12, expected 0. Look at line 6
def relu(input):
    return np.maximum(0, input)

node_0_output = relu(input_data * weights['node_0']).sum()
node_1_output = relu(input_data * weights['node_1']).sum()
model_output = (np.array([node_0_output, node_1_output]) * weights['output']).sum()
print(model_output)
