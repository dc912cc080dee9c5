# all hidden nodes at once: one row of weights per node
matrix = np.vstack([weights[key] for key in ('node_0', 'node_1')])
hidden_layer_outputs: np.ndarray = matrix @ input_data
[node_0_value, node_1_value] = hidden_layer_outputs
assert node_1_value == hidden_layer_outputs[1]
print(f"{(output := np.sum(np.multiply(hidden_layer_outputs, weights['output'])))}")
