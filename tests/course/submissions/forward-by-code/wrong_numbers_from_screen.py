# says: is a number copied instead of computed?
node_0_value = 26
node_1_value = -13
hidden_layer_outputs = np.array([26, -13])
output = -39
print(output)
