# says: delta_h is [0, -17.2532], expected [0.282682, 0.301913]
z = W1 @ x + b1
h = sigmoid(z)
p = sigmoid(w2 @ h + b2)
delta_out = p - t
delta_h = w2 * delta_out * z * (1 - z)
W1_new = W1 - rate * np.outer(delta_h, x)
b1_new = b1 - rate * delta_h
w2_new = w2 - rate * delta_out * h
b2_new = b2 - rate * delta_out
print(p)
