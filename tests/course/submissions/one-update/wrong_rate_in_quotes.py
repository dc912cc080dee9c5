# says: A text stands where a number belongs.
learning_rate = '0.01'
preds = (weights * input_data).sum()
error = preds - target
slope = 2 * input_data * error
weights_updated = weights - learning_rate * slope
