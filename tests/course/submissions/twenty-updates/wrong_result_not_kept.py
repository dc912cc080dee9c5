# says: Line 5 computes weights - 0.01 * slope, but gives it no name
mse_hist = []
for i in range(20):
    slope = get_slope(input_data, target, weights)
    weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
