# says: The return of line 11 stands inside of the loop
h = 0.0001
def numeric_gradient(f, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        up = theta.copy()
        down = theta.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
        return gradient
def relative_error(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
numeric = numeric_gradient(loss, theta, h)
error_1 = relative_error(backprop_1(theta), numeric)
error_2 = relative_error(backprop_2(theta), numeric)
print(error_1); print(error_2)
wrong_one = 2
