# says: predict_with_network takes one row, which is two numbers
from sklearn.metrics import mean_squared_error
model_output_0 = predict_with_network(input_data, weights_0)
model_output_1 = predict_with_network(input_data, weights_1)
mse_0 = mean_squared_error(target_actuals, model_output_0)
mse_1 = mean_squared_error(target_actuals, model_output_1)
print(f"mean squared error with weights_0: {mse_0:f}")
print(f"mean squared error with weights_1: {mse_1:f}")
