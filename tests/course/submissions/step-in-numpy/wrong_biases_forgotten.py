# says: h is [0.622459, 0.0758582], expected [0.731059, 0.119203]
h = sigmoid(W1 @ x)
p = sigmoid(w2 @ h)
delta_out = p - t
delta_h = w2 * delta_out * h * (1 - h)
W1_new = W1 - rate * np.outer(delta_h, x)
b1_new = b1 - rate * delta_h
w2_new = w2 - rate * delta_out * h
b2_new = b2 - rate * delta_out
print(p)
