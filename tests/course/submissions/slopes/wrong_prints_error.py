# says: Line 5 uses error where slope belongs
preds = (input_data * weights).sum()
error = target - preds
slope = 2 * input_data * error
print(error)
