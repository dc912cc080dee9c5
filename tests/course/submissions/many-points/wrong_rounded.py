# says: In lines 8 and 9 round(…) is too much
from sklearn.metrics import mean_squared_error
model_output_0 = []
model_output_1 = []
for row in input_data:
    model_output_0.append(predict_with_network(row, weights_0))
    model_output_1.append(predict_with_network(row, weights_1))
mse_0 = round(mean_squared_error(target_actuals, model_output_0))
mse_1 = round(mean_squared_error(target_actuals, model_output_1))
print(f"mean squared error with weights_0: {mse_0:f}")
print(f"mean squared error with weights_1: {mse_1:f}")
