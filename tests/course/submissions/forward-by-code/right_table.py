import pandas as pd
df = pd.DataFrame(weights)
hidden = df[['node_0', 'node_1']].T.dot(input_data)
node_0_value, node_1_value = hidden['node_0'], hidden['node_1']
hidden_layer_outputs = hidden.to_numpy()
output = df['output'].values @ hidden.values
print(output)
