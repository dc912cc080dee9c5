learning_rate = 0.01
preds = weights @ input_data
error = preds - target
slope = 2 * input_data * error
weights_updated = weights - learning_rate * slope
preds_updated = weights_updated @ input_data
error_updated = abs(preds_updated - target)
print(error)
print(error_updated)
