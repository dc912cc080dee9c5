# says: mean_squared_error takes a list or an array for y_pred, but 12 is given.
from sklearn.metrics import mean_squared_error
model_output_0 = []
model_output_1 = []
for row in input_data:
    model_output_0 = predict_with_network(row, weights_0)
    model_output_1 = predict_with_network(row, weights_1)
mse_0 = mean_squared_error(target_actuals, model_output_0)
