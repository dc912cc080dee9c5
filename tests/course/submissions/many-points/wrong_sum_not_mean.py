# says: For the mean, divide it by how many there are
model_output_0 = []
model_output_1 = []
for row in input_data:
    model_output_0.append(predict_with_network(row, weights_0))
    model_output_1.append(predict_with_network(row, weights_1))
mse_0 = sum((o - t) ** 2 for o, t in zip(model_output_0, target_actuals))
mse_1 = sum((o - t) ** 2 for o, t in zip(model_output_1, target_actuals))
print(f"mean squared error with weights_0: {mse_0:f}")
print(f"mean squared error with weights_1: {mse_1:f}")
