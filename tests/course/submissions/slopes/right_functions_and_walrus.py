def predict(inputs, w):
    return (inputs * w).sum()

def slope_of(x: float, error: float) -> float:
    return 2.0 * x * error

error = target - (preds := predict(input_data, weights))
slope = np.fromiter((slope_of(x, error) for x in input_data), dtype=float)
print(preds, error, slope, sep='\n')
