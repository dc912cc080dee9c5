class Network:
    def __init__(self, w):
        self.w = w

    def forward(self, x):
        h = np.maximum(0, np.array([self.w['node_0'], self.w['node_1']]) @ np.asarray(x))
        return np.maximum(0, h @ self.w['output'])

def predict_with_network(row, w):
    return Network(w).forward(row)

results = list(map(lambda row: predict_with_network(row, weights), input_data))
print(results)
