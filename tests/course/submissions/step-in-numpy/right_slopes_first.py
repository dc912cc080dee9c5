h = 1 / (1 + np.exp(-(np.matmul(W1, x) + b1)))
p = float(sigmoid((h * w2).sum() + b2))
slope_h = h * (1 - h)
delta_out = p - t
delta_h = delta_out * slope_h * w2
gradients = {'W1': delta_h.reshape(2, 1) @ x.reshape(1, 2), 'b1': delta_h, 'w2': delta_out * h, 'b2': delta_out}
W1_new = W1 - rate * gradients['W1']
b1_new = b1 - rate * gradients['b1']
w2_new = w2 - rate * gradients['w2']
b2_new = b2 - rate * gradients['b2']
print(f"{p:.4f}")
