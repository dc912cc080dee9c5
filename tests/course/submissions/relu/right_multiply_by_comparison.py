def relu(input: float) -> float:
    """The input where it is positive."""
    return float(input * (input > 0))

class Node:
    def __init__(self, name, active=True):
        self.weights, self.active = weights[name], active

    def __call__(self, incoming):
        total = sum(a * b for a, b in zip(incoming, self.weights))
        return relu(total) if self.active else total

node_0_output = Node('node_0')(input_data)
node_1_output = Node('node_1')(input_data)
model_output = Node('output', active=False)([node_0_output, node_1_output])
print("hidden", node_0_output, node_1_output)
print("output", model_output)
