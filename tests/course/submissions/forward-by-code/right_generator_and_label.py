node_0_value, node_1_value = (
    sum(x * w for x, w in zip(input_data, weights[node]))
    for node in ('node_0', 'node_1')
)
hidden_layer_outputs = np.array((node_0_value, node_1_value), dtype=float)
output = float(sum(hidden_layer_outputs * weights['output']))
print('The prediction is', output)
