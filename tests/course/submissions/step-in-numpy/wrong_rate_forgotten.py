# says: In line 7 the factor rate is missing
h = sigmoid(W1 @ x + b1)
p = sigmoid(w2 @ h + b2)
delta_out = p - t
delta_h = w2 * delta_out * h * (1 - h)
W1_new = W1 - rate * np.outer(delta_h, x)
b1_new = b1 - delta_h
w2_new = w2 - rate * delta_out * h
b2_new = b2 - rate * delta_out
print(p)
