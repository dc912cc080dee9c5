# says: relu(-3) is 3, expected 0
def relu(input):
    return abs(input)

node_0_output = relu((input_data * weights['node_0']).sum())
node_1_output = relu((input_data * weights['node_1']).sum())
hidden_layer_outputs = np.array([node_0_output, node_1_output])
model_output = (hidden_layer_outputs * weights['output']).sum()
print(model_output)
