input_data = np.array([0, 3])
target_actual = 3
weights_0 = {
    'node_0': [2, 1],
    'node_1': [1, 2],
    'output': [1, 1],
}
model_output_0 = predict_with_network(input_data, weights_0)
error_0 = model_output_0 - target_actual

# try whole numbers for the second weight of node_1 until the prediction is right
for guess in range(2, -20, -1):
    weights_1 = dict(weights_0, node_1=[1, guess])
    model_output_1 = predict_with_network(input_data, weights_1)
    error_1 = model_output_1 - target_actual
    if error_1 == 0:
        break
print(error_0, error_1)
