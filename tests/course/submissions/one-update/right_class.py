class Model:
    def __init__(self, w):
        self.w = [float(v) for v in w]

    def predict(self, x):
        return sum(a * b for a, b in zip(self.w, x))

    def step(self, slope, rate):
        return Model(w - rate * s for w, s in zip(self.w, slope))

learning_rate = 1 / 100
model = Model(weights)
preds = model.predict(input_data)
error = preds - target
slope = np.array([2 * x * error for x in input_data])
better = model.step(slope, learning_rate)
weights_updated = np.array(better.w)
preds_updated = better.predict(input_data)
error_updated = abs(target - preds_updated)
print("before", error, "after", error_updated)
