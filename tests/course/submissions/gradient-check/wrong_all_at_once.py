# says: is a number, 16.5; expected an array
h = 0.0001

def numeric_gradient(f, theta, h):
    return (f(theta + h) - f(theta - h)) / (2 * h)

def relative_error(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))

numeric = numeric_gradient(loss, theta, h)
error_1 = relative_error(backprop_1(theta), numeric)
error_2 = relative_error(backprop_2(theta), numeric)
print(error_1)
print(error_2)
wrong_one = 2
