# says: target_actual isn't defined here. Did you mean target?
preds = (input_data * weights).sum()
error = target_actual - preds
slope = 2 * input_data * error
print(slope)
