# says: mse_hist[0] is 36.2404, expected 25.4016
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(weights, target, input_data)
    weights = weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
