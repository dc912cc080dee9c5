predictions, delta, squares = [], [], 0
gradient_w = np.zeros_like(w)
gradient_b = 0
for row, target in zip(X, targets):
    p = np.dot(row, w) + b
    predictions.append(p)
    delta.append(p - target)
    squares += (p - target) ** 2
    gradient_w = gradient_w + (p - target) * row
    gradient_b += p - target
loss = squares / 2 / len(X)
gradient_w /= len(X)
gradient_b /= len(X)
print(loss)
