# says: w2 is given and has to stay as it is; line 5 changes it
h = sigmoid(W1 @ x + b1)
p = sigmoid(w2 @ h + b2)
delta_out = p - t
w2 -= rate * delta_out * h
b2 -= rate * delta_out
delta_h = w2 * delta_out * h * (1 - h)
W1_new = W1 - rate * np.outer(delta_h, x)
b1_new = b1 - rate * delta_h
w2_new = w2
b2_new = b2
print(p)
