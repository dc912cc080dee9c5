def weighted_sum(values, node_weights):
    total = 0.0
    i = 0
    while i < len(values):
        total += values[i] * node_weights[i]
        i += 1
    return total

node_0_value = weighted_sum(input_data, weights['node_0'])
node_1_value = weighted_sum(input_data, weights['node_1'])
print("hidden:", node_0_value, node_1_value)
hidden_layer_outputs = np.array([node_0_value, node_1_value])
output = weighted_sum(hidden_layer_outputs, weights['output'])
print(output)
