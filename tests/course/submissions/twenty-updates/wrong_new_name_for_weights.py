# says: with the newest weights
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(input_data, target, weights)
    weights_updated = weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights_updated))
plt.plot(mse_hist)
plt.show()
