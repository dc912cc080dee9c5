# says: line 8 uses error where preds_updated - target belongs
learning_rate = 0.01
preds = (input_data * weights).sum()
error = preds - target
slope = 2 * input_data * error
weights_updated = weights - learning_rate * slope
preds_updated = (input_data * weights_updated).sum()
error_updated = abs(error)
print(error)
print(error_updated)
