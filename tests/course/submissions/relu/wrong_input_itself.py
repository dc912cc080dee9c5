# says: max compares two numbers or more: max(a, b)
def relu(input):
    return max(input)

node_0_output = relu((input_data * weights['node_0']).sum())
node_1_output = relu((input_data * weights['node_1']).sum())
model_output = (np.array([node_0_output, node_1_output]) * weights['output']).sum()
print(model_output)
