# says: with the newest weights
n_updates = 20
mse_hist = []
for i in range(n_updates):
    weights = np.array([0.0, 2.0, 1.0])
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
