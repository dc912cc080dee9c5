# says: In line 4 the .sum() is too much
preds = (input_data * weights).sum()
error = target - preds
slope = (2 * input_data * error).sum()
print(slope)
