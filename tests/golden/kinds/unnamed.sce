# a block without a name takes that of its kind
kind shop < price : USD >
shop < price = 3 >
twice = shop.price * 2
