# says: line 2 uses input_data + weights where weights * input_data belongs
preds = (input_data + weights).sum()
error = target - preds
slope = 2 * input_data * error
print(slope)
