# says: slope lacks the factor 2
preds = (input_data * weights).sum()
error = target - preds
slope = input_data * error
print(slope)
