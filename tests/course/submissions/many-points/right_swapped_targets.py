# squares do not mind which comes first
from sklearn.metrics import mean_squared_error as mse

def predictions(weights, rows=input_data):
    return list(map(lambda row: float(predict_with_network(row, weights)), rows))

losses = {}
for number, weights in enumerate([weights_0, weights_1]):
    losses[number] = mse(predictions(weights), target_actuals)
model_output_0, model_output_1 = predictions(weights_0), predictions(weights_1)
mse_0, mse_1 = losses.values()
print('{:.6f}'.format(mse_0), '{:.6f}'.format(mse_1), sep='\n')
