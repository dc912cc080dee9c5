# says: In line 3 ** 2 is too much
preds = (input_data * weights).sum()
error = (target - preds) ** 2
slope = 2 * input_data * error
print(slope)
