# says: To call it, write () after its name.
def node(x, w):
    return (x * w).sum()
node_0_value = node
node_1_value = node
