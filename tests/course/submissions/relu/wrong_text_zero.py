# says: Line 3: A text stands where a number belongs.
def relu(input):
    return max("0", input)
node_0_output = relu((input_data * weights['node_0']).sum())
