input_data = [0, 3]
target_actual = 3.0
weights_0 = {name: np.array(w, dtype=float) for name, w in
             zip(("node_0", "node_1", "output"), ([2, 1], [1, 2], [1, 1]))}
weights_1 = weights_0 | {"node_1": np.array([1, -4.5])}

outputs = []
for w in (weights_0, weights_1):
    outputs.append(predict_with_network(input_data, w))
model_output_0, model_output_1 = outputs
error_0, error_1 = (float(o) - target_actual for o in outputs)
print(error_0)
print(error_1)
