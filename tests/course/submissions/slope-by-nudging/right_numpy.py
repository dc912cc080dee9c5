h = 1 / 100
def slope(f, low, high):
    return np.divide(f(high) - f(low), high - low)
def one_sided(f, w, h):
    return slope(f, w, w + h)
def central(f, w, h):
    return slope(f, w - h, w + h)
exact = x * w * x - x * target
def off(a, b):
    return np.abs(a - b) / np.max(np.abs([a, b]))
error_1, error_2 = off(one_sided(loss, w, h), exact), off(exact, central(loss, w, h))
print(error_1, error_2)
