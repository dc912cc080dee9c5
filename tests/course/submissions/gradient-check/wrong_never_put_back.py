# says: is [2.375, 4.625, 0.875], expected [3.25, 12.25, 1]
h = 0.0001

def numeric_gradient(f, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] += h
        up = f(theta)
        theta[i] -= h
        down = f(theta)
        gradient[i] = (up - down) / (2 * h)
    return gradient

def relative_error(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))

numeric = numeric_gradient(loss, theta, h)
error_1 = relative_error(backprop_1(theta), numeric)
error_2 = relative_error(backprop_2(theta), numeric)
print(error_1)
print(error_2)
wrong_one = 2
