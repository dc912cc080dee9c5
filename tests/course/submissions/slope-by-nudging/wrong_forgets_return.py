# says: It has no return
h = 0.01

def one_sided(f, w, h):
    return (f(w + h) - f(w)) / h

def central(f, w, h):
    slope = (f(w + h) - f(w - h)) / (2 * h)

exact = x * (w * x - target)
error_1 = abs(one_sided(loss, w, h) - exact) / abs(exact)
error_2 = 0
print(error_1)
print(error_2)
