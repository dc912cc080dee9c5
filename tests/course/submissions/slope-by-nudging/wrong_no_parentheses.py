# says: In line 5 parentheses are missing or misplaced: it should be (f(w + h) - f(w)) / h.
h = 0.01

def one_sided(f, w, h):
    return f(w + h) - f(w) / h

def central(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)

exact = x * (w * x - target)

def relative_error(a, b):
    return abs(a - b) / max(abs(a), abs(b))

error_1 = relative_error(one_sided(loss, w, h), exact)
error_2 = relative_error(central(loss, w, h), exact)
print(error_1)
print(error_2)
