class Relu:
    def __call__(self, v): return v * (v > 0)
relu = Relu()
node_0_output = relu((input_data * weights['node_0']).sum())
node_1_output = relu((input_data * weights['node_1']).sum())
model_output = node_0_output * weights['output'][0] + node_1_output * weights['output'][1]
print(model_output)
