# says: Is a * missing between 2 and input_data?
preds = (input_data * weights).sum()
error = target - preds
slope = 2 input_data * error
print(slope)
