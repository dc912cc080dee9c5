# says: slope takes the weights where input_data belongs
preds = (input_data * weights).sum()
error = target - preds
slope = 2 * weights * error
print(slope)
