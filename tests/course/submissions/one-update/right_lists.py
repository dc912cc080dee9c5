learning_rate = 1 / 100
preds = sum(w * x for w, x in zip(weights, input_data))
error = preds - target
slope = [2 * x * error for x in input_data]
weights_updated = [w - learning_rate * s for w, s in zip(weights, slope)]
preds_updated = sum(w * x for w, x in zip(weights_updated, input_data))
error_updated = ((preds_updated - target) ** 2) ** 0.5
print(round(error, 2)); print(round(error_updated, 2))
