# says: Line 5 uses 0.01 where h belongs
h = 0.01

def one_sided(f, w, h):
    return (f(w + 0.01) - f(w)) / 0.01

def central(f, w, h):
    return (f(w + 0.01) - f(w - 0.01)) / 0.02

exact = x * (w * x - target)

def relative_error(a, b):
    return abs(a - b) / max(abs(a), abs(b))

error_1 = relative_error(one_sided(loss, w, h), exact)
error_2 = relative_error(central(loss, w, h), exact)
print(error_1)
print(error_2)
