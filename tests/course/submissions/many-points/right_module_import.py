import sklearn.metrics as metrics

model_output_0, model_output_1 = [], []
i = 0
while i < len(input_data):
    model_output_0 += [predict_with_network(input_data[i], weights_0)]
    model_output_1 += [predict_with_network(input_data[i], weights_1)]
    i += 1
mse_0 = metrics.mean_squared_error(y_true=target_actuals, y_pred=model_output_0)
mse_1 = metrics.mean_squared_error(y_true=target_actuals, y_pred=model_output_1)
print("%f" % mse_0)
print("%f" % mse_1)
