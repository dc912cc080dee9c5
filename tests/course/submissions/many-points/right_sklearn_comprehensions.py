from sklearn.metrics import mean_squared_error

model_output_0 = [predict_with_network(row, weights_0) for row in input_data]
model_output_1 = [predict_with_network(row, weights_1) for row in input_data]
mse_0 = mean_squared_error(target_actuals, model_output_0)
mse_1 = mean_squared_error(target_actuals, model_output_1)
print(f"{mse_0:f} {mse_1:f}")
