preds = np.dot(weights, input_data)
error = target - preds
slope = 2 * input_data * error
print(slope)
