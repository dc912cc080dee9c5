n = len(targets)
predictions = np.einsum('ij,j->i', X, w) + b
delta = np.subtract(predictions, targets)
loss = np.sum(np.square(delta)) / n / 2
gradient_w = np.dot(delta, X) / n
gradient_b = np.average(delta)
print('loss:', loss)
