# says: Line 6 uses input_data where weights belongs
learning_rate = 0.01
preds = (input_data * weights).sum()
error = preds - target
slope = 2 * input_data * error
weights_updated = input_data - learning_rate * slope
preds_updated = (input_data * weights_updated).sum()
error_updated = abs(preds_updated - target)
print(error)
print(error_updated)
