# says: Line 4: relu ends without a return, so it gives None.
def relu(input):
    print(max(0, input))
node_0_output = relu((input_data * weights['node_0']).sum())
node_1_output = relu((input_data * weights['node_1']).sum())
model_output = (np.array([node_0_output, node_1_output]) * weights['output']).sum()
print(model_output)
