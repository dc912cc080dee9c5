# says: The numbers in mse_hist must fall from each update to the next
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.01 * slope
    mse_hist.append(round(get_mse(input_data, target, weights), 1))
plt.plot(mse_hist)
plt.show()
