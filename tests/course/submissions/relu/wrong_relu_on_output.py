# says: In line 6 relu(…) is too much.
def relu(input):
    return max(0, input)
node_0_output = relu((input_data * weights['node_0']).sum())
node_1_output = relu((input_data * weights['node_1']).sum())
model_output = relu((np.array([node_0_output, node_1_output]) * weights['output']).sum())
print(model_output)
