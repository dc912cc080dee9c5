def predict_with_network(input_data_row: np.ndarray, weights: dict) -> float:
    """Prediction of one row."""
    node_0_output = relu((input_data_row * weights['node_0']).sum())
    node_1_output = relu((input_data_row * weights['node_1']).sum())
    return relu((np.array([node_0_output, node_1_output]) * weights['output']).sum())

results = []
for number, customer in enumerate(input_data):
    results.append(predict_with_network(input_data_row=customer, weights=weights))
    assert len(results) == number + 1
print("results:", results)
