# says: The return of line 6 stands inside of the loop
def predict_with_network(input_data_row, weights):
    hidden = []
    for name in ['node_0', 'node_1']:
        hidden.append(relu((input_data_row * weights[name]).sum()))
        return hidden
results = []
for r in input_data:
    results.append(predict_with_network(r, weights))
print(results)
