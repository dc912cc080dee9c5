inputs = input_data.tolist()
w = list(weights)
mse_hist = []
while len(mse_hist) < 20:
    error = sum(a * b for a, b in zip(inputs, w)) - target
    slope = [2 * x * error for x in inputs]
    w = [b - 0.01 * s for b, s in zip(w, slope)]
    mse_hist.append((sum(a * b for a, b in zip(inputs, w)) - target) ** 2)
weights = np.array(w)
plt.plot(mse_hist, 'o-')
plt.show()
