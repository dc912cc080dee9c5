# says: error has its sign turned
preds = (input_data * weights).sum()
error = preds - target
slope = 2 * input_data * error
print(slope)
