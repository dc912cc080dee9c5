# says: Line 5 uses X.size where len(X) belongs
predictions = X @ w + b
delta = predictions - targets
loss = (delta ** 2).mean() / 2
gradient_w = X.T @ delta / X.size
gradient_b = delta.mean()
print(loss)
