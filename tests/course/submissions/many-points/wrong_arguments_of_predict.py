# says: Line 6: ValueError: predict_with_network takes one row
from sklearn.metrics import mean_squared_error
model_output_0 = []
model_output_1 = []
for row in input_data:
    model_output_0.append(predict_with_network(weights_0, row))
    model_output_1.append(predict_with_network(weights_1, row))
mse_0 = mean_squared_error(target_actuals, model_output_0)
mse_1 = mean_squared_error(target_actuals, model_output_1)
print(f"mean squared error with weights_0: {mse_0:f}")
print(f"mean squared error with weights_1: {mse_1:f}")
