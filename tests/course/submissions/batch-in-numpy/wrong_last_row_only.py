# says: gradient_w is [5.33333, 4], expected [3.66667, 5.66667]
predictions = X @ w + b
delta = predictions - targets
loss = (delta ** 2).mean() / 2
for row, d in zip(X, delta):
    gradient_w = row * d / len(X)
gradient_b = delta.mean()
print(loss)
