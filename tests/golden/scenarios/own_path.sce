# its own full path means what it replaces, in the base, and in a scenario what the base has
price = $3
shop corner < price = 3 >
kind shop < price : USD; visitors = 100; out income = price * visitors >
corner.price = corner.price * 2
scenario dear < corner.price = corner.price + $1 >
scenario dearer from dear < corner.price = corner.price + $1 >
