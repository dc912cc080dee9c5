preds = 0
for x, w in zip(input_data, weights):
    preds += x * w
error = target - preds
slope = []
for x in input_data:
    slope.append(2 * float(x) * error)
slope = np.array(slope)
print("the slope is", slope)
