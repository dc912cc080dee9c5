preds = float(np.einsum('i,i->', input_data, weights))
error = -(preds - target)
slope = input_data * error + input_data * error
print(slope.tolist())
