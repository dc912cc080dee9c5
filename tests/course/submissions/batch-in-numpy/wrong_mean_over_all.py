# says: gradient_w is a number, 4.66667; expected an array
predictions = X @ w + b
delta = predictions - targets
loss = (delta ** 2).mean() / 2
gradient_w = (X * delta[:, None]).mean()
gradient_b = delta.mean()
print(loss)
