# says: relu takes no value, but is given 1.
def relu():
    return max(0, input)
node_0_output = relu((input_data * weights['node_0']).sum())
