def main():
    global node_0_value, node_1_value, hidden_layer_outputs, output
    node_0_value = np.sum(np.multiply(input_data, weights['node_0']))
    node_1_value = np.sum(np.multiply(input_data, weights['node_1']))
    hidden_layer_outputs = np.hstack((node_0_value, node_1_value))
    output = np.vdot(hidden_layer_outputs, weights['output'])
    print(output)
if __name__ == '__main__':
    main()
