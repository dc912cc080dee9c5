def numeric_gradient(f, theta, h):
    gradient = np.zeros_like(theta)
    for i in range(theta.size):
        mask = np.arange(theta.size) == i
        gradient[i] = (f(np.where(mask, theta + h, theta)) - f(np.where(mask, theta - h, theta))) / (2 * h)
    return gradient

def relative_error(a, b):
    return np.linalg.norm(b - a) / sum(map(np.linalg.norm, (a, b)))

numeric = numeric_gradient(loss, theta, 1e-4)
error_1 = relative_error(numeric, backprop_1(theta))
error_2 = relative_error(numeric, backprop_2(theta))
print(error_1, error_2)
if error_2 > 0.001:
    wrong_one = 2
else:
    wrong_one = 1
