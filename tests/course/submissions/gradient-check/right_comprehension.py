h = 0.0001

def numeric_gradient(f, theta, h):
    def nudged(i, by):
        copy = list(theta)
        copy[i] = copy[i] + by
        return f(copy)
    return np.array([(nudged(i, h) - nudged(i, -h)) / (2 * h) for i in range(len(theta))])

def relative_error(a, b):
    difference = np.linalg.norm(np.array(a) - np.array(b))
    return difference / (np.linalg.norm(a) + np.linalg.norm(b))

numeric = numeric_gradient(loss, theta, h)
error_1 = relative_error(backprop_1(theta), numeric)
error_2 = relative_error(backprop_2(theta), numeric)
print(error_1)
print(error_2)
wrong_one = np.argmax([error_1, error_2]) + 1
