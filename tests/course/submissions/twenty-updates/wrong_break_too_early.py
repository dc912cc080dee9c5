# says: len(mse_hist) is 6
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights))
    if mse_hist[-1] < 1:
        break
plt.plot(mse_hist)
plt.show()
