# says: Line 5: The numbers of an array stand in a list. Write np.array([…]).
def predict_with_network(input_data):
    node_0_0_output = relu((input_data * weights['node_0_0']).sum())
    node_0_1_output = relu((input_data * weights['node_0_1']).sum())
    hidden_0_outputs = np.array(node_0_0_output, node_0_1_output)
    node_1_0_output = relu((hidden_0_outputs * weights['node_1_0']).sum())
    node_1_1_output = relu((hidden_0_outputs * weights['node_1_1']).sum())
    hidden_1_outputs = np.array([node_1_0_output, node_1_1_output])
    return (hidden_1_outputs * weights['output']).sum()

output = predict_with_network(input_data)
print(output)
