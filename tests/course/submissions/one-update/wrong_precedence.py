# says: In line 6 parentheses are missing or misplaced: it should be weights - learning_rate * slope.
learning_rate = 0.01
preds = (input_data * weights).sum()
error = preds - target
slope = 2 * input_data * error
weights_updated = (weights - learning_rate) * slope
preds_updated = (input_data * weights_updated).sum()
error_updated = abs(preds_updated - target)
print(error)
print(error_updated)
