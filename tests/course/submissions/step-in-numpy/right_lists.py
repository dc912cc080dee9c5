h = [sigmoid(W1[0][0] * x[0] + W1[0][1] * x[1] + b1[0]), sigmoid(W1[1][0] * x[0] + W1[1][1] * x[1] + b1[1])]
p = sigmoid(w2[0] * h[0] + w2[1] * h[1] + b2)
delta_out = p - t
delta_h = [w2[0] * delta_out * h[0] * (1 - h[0]), w2[1] * delta_out * h[1] * (1 - h[1])]
W1_new = [[W1[i][j] - rate * delta_h[i] * x[j] for j in (0, 1)] for i in (0, 1)]
b1_new = [b - rate * d for b, d in zip(b1, delta_h)]
w2_new = [w - rate * delta_out * a for w, a in zip(w2, h)]
b2_new = b2 - rate * delta_out
print("p", p)
