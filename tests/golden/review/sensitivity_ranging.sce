# args: sensitivity FILE y
# exit: 2
year = sweep(2024, 2030)
y = 2 * year
