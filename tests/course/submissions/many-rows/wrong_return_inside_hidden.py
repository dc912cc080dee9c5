# says: predict_with_network(np.array([3, 5]), weights) is 234, expected 52
def predict_with_network(input_data_row, weights):
    for name in ('node_0', 'node_1'):
        hidden = []
        hidden.append(relu((input_data_row * weights[name]).sum()))
        return relu((np.array(hidden * 2) * weights['output']).sum())

results = []
for input_data_row in input_data:
    results.append(predict_with_network(input_data_row, weights))
print(results)
