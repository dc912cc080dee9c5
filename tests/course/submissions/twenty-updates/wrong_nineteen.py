# says: one number for each of the 20 updates, appended inside the loop. len(mse_hist) is 19
n_updates = 20
mse_hist = []
for i in range(1, n_updates):
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
