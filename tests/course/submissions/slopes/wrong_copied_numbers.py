# says: is a number copied instead of computed?
preds = (input_data * weights).sum()
error = target - preds
slope = np.array([-14, -28, -42])
print(slope)
