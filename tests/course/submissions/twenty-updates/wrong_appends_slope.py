# says: mse_hist has the shape (20, 3), expected (20,).
n_updates = 20
mse_hist = []
for i in range(n_updates):
    slope = get_slope(input_data, target, weights)
    weights = weights - 0.01 * slope
    mse_hist.append(slope)
plt.plot(mse_hist)
plt.show()
