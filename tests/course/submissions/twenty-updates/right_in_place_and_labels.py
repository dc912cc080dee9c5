n_updates = 20
learning_rate = 0.01
mse_hist = [0.0] * n_updates
for i, _ in enumerate(mse_hist):
    slope = get_slope(input_data=input_data, target=target, weights=weights)
    weights -= learning_rate * slope
    mse_hist[i] = get_mse(input_data, target, weights)
    print(i + 1, mse_hist[i])

plt.figure()
plt.plot(range(1, 21), mse_hist, label="mse")
plt.xlabel("update")
plt.ylabel("mean squared error")
plt.legend()
plt.show()
