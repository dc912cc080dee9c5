# says: An update subtracts 0.01 times what get_slope gives
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.1 * slope
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
