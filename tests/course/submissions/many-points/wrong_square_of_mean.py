# says: mse_0 is 12.25, expected 37.5
model_output_0 = []
model_output_1 = []
for row in input_data:
    model_output_0.append(predict_with_network(row, weights_0))
    model_output_1.append(predict_with_network(row, weights_1))
mse_0 = np.mean(np.array(model_output_0) - target_actuals) ** 2
mse_1 = np.mean(np.array(model_output_1) - target_actuals) ** 2
print(f"mean squared error with weights_0: {mse_0:f}")
print(f"mean squared error with weights_1: {mse_1:f}")
