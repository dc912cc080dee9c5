mse_hist = []
for step in range(20):
    weights = weights - 0.01 * get_slope(input_data, target, weights)
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
