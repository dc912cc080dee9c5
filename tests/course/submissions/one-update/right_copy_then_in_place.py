learning_rate = 1e-2
preds = 0
for i in range(len(weights)):
    preds += weights[i] * input_data[i]
error = preds - target
slope = 2 * error * input_data
weights_updated = weights.astype(float).copy()
weights_updated -= learning_rate * slope
preds_updated = np.sum(weights_updated * input_data)
error_updated = np.abs(preds_updated - target)
print(f"{error}\n{error_updated}")
