# says: That index is out of range. mse_hist has 0 items
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.01 * slope
    mse_hist[i] = get_mse(input_data, target, weights)
plt.plot(mse_hist)
plt.show()
