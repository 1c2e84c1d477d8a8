# a constant of the library in a column, from what it is in the base
machines = 8 gpu
cost = machines * H100.price
scenario dearer < H100.price = 1.2 * H100.price >
scenario dearest from dearer < H100.price = 2 * H100.price >
