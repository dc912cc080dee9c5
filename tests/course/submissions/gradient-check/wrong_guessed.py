# says: numeric_gradient isn't defined here
error_1 = 1e-9
error_2 = 0.089
print(error_1)
print(error_2)
wrong_one = 2
