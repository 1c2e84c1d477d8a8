# in the base the library's constant is replaced for all that rests on it
H100.price = 1.5 * H100.price
cost = 8 gpu * H100.price
