# says: relu(0.5) is 0, expected 0.5
def relu(input):
    if input > 1:
        return input
    return 0

node_0_output = relu((input_data * weights['node_0']).sum())
node_1_output = relu((input_data * weights['node_1']).sum())
model_output = (np.array([node_0_output, node_1_output]) * weights['output']).sum()
print(model_output)
