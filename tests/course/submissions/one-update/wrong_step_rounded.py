# says: In line 6 np.round(…, 1) is too much
learning_rate = 0.01
preds = (input_data * weights).sum()
error = preds - target
slope = 2 * input_data * error
weights_updated = np.round(weights - learning_rate * slope, 1)
preds_updated = (input_data * weights_updated).sum()
error_updated = abs(preds_updated - target)
print(error)
print(error_updated)
