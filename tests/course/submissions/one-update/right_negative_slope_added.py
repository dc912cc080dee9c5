learning_rate = 0.01
predict = lambda w: (input_data * w).sum()
error = (preds := predict(weights)) - target
slope = np.multiply(input_data, 2 * error)
change = -learning_rate * slope
weights_updated = np.add(weights, change)
preds_updated = predict(weights_updated)
error_updated = max(preds_updated - target, target - preds_updated)
print(error, error_updated)
