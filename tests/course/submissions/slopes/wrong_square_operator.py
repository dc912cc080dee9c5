# says: Line 4 uses input_data ** 2 where 2 * input_data belongs
preds = (input_data * weights).sum()
error = target - preds
slope = input_data ** 2 * error
print(slope)
