h = 0.01

def one_sided(func, at, step):
    y0 = func(at)
    y1 = func(at + step)
    return (y1 - y0) / step

def central(func, at, step):
    y0 = func(at - step)
    y1 = func(at + step)
    return (y1 - y0) / (step + step)

error = w * x - target
exact = error * x

rough = one_sided(loss, w, h)
fine = central(loss, w, h)
error_1 = abs(rough - exact) / max(abs(rough), abs(exact))
error_2 = abs(fine - exact) / max(abs(fine), abs(exact))
print(f"one-sided {rough:.4f}, off by {error_1:.5f}")
print(f"central   {fine:.4f}, off by {error_2:.5f}")
