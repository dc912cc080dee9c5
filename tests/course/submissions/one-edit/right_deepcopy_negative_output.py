import copy

input_data = np.array([0, 3])
target_actual = 3
weights_0 = {'node_0': [2, 1], 'node_1': [1, 2], 'output': [1, 1]}

def error(weights):
    return predict_with_network(input_data, weights) - target_actual

weights_1 = copy.deepcopy(weights_0)
weights_1['output'][0] = -1

model_output_0, error_0 = predict_with_network(input_data, weights_0), error(weights_0)
model_output_1, error_1 = predict_with_network(input_data, weights_1), error(weights_1)
print(f"{error_0=} {error_1=}")
