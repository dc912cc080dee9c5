import matplotlib.pyplot as pyplot

def update(w: np.ndarray, rate: float = 0.01) -> np.ndarray:
    return w - rate * get_slope(input_data, target, w)

def train(w, rounds):
    history = []
    for _ in range(rounds):
        w = update(w)
        history.append(get_mse(input_data, target, w))
    return w, history

weights, mse_hist = train(weights, 20)
fig, ax = pyplot.subplots()
ax.plot(mse_hist)
pyplot.show()
