# args: --set 'H100.price = 2 * H100.price'
cost = 8 gpu * H100.price
