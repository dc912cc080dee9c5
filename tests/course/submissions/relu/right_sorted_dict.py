def relu(input):
    return sorted((0, input))[1]

hidden = {}
for i, name in enumerate(['node_0', 'node_1']):
    s = 0
    for x, weight in zip(input_data, weights[name]):
        s += x * weight
    hidden[i] = relu(s)
node_0_output = hidden[0]
node_1_output = hidden[1]
model_output = 0
for i in hidden:
    model_output += hidden[i] * weights['output'][i]
print(model_output)
