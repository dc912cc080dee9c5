def predict_with_network(input_data):
    hidden = np.array(input_data)
    for layer in (0, 1):
        matrix = np.array([weights[f'node_{layer}_{node}'] for node in range(2)])
        hidden = np.maximum(matrix @ hidden, 0)
    return hidden @ weights['output']

output = predict_with_network(input_data)
print(output)
