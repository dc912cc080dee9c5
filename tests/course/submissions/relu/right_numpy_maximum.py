relu = lambda x: np.maximum(x, 0)

hidden = relu(np.stack([weights['node_0'], weights['node_1']]) @ input_data)
node_0_output = hidden[0]
node_1_output = hidden[1]
model_output = (hidden * weights['output']).sum()
print(f"{model_output}")
