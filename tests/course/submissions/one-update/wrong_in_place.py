# says: Write a = a - b instead of a -= b
learning_rate = 0.01
preds = (input_data * weights).sum()
error = preds - target
slope = 2 * input_data * error
weights -= learning_rate * slope
weights_updated = weights
preds_updated = (input_data * weights_updated).sum()
error_updated = abs(preds_updated - target)
print(error)
print(error_updated)
