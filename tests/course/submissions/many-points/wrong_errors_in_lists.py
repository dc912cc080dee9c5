# says: model_output_0 is [8, 6, -5, 5], expected [9, 9, 0, 12]
from sklearn.metrics import mean_squared_error
model_output_0 = []
model_output_1 = []
for row, target in zip(input_data, target_actuals):
    model_output_0.append(predict_with_network(row, weights_0) - target)
    model_output_1.append(predict_with_network(row, weights_1) - target)
mse_0 = mean_squared_error(target_actuals, model_output_0)
mse_1 = mean_squared_error(target_actuals, model_output_1)
print(f"mean squared error with weights_0: {mse_0:f}")
print(f"mean squared error with weights_1: {mse_1:f}")
