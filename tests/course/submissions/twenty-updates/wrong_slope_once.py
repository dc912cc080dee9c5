# says: Is get_slope called inside the loop
n_updates = 20
mse_hist = []
slope = get_slope(input_data, target, weights)
for i in range(n_updates):
    weights = weights - 0.01 * slope
    mse_hist.append(get_mse(input_data, target, weights))
plt.plot(mse_hist)
plt.show()
