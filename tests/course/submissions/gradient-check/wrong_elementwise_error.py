# says: Line 14 uses abs where np.linalg.norm belongs
h = 0.0001

def numeric_gradient(f, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient

def relative_error(a, b):
    return abs(a - b) / (abs(a) + abs(b))

numeric = numeric_gradient(loss, theta, h)
error_1 = relative_error(backprop_1(theta), numeric)
error_2 = relative_error(backprop_2(theta), numeric)
print(error_1)
print(error_2)
wrong_one = 2
