# says: w has the shape (2,), X has the shape (3, 2)
predictions = w @ X + b
delta = predictions - targets
loss = (delta ** 2).mean() / 2
gradient_w = X.T @ delta / len(X)
gradient_b = delta.mean()
print(loss)
