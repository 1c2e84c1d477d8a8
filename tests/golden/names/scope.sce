# the innermost is meant: siblings, then what encloses, then the file, then the library
rate = 2
other = 5
kind shop <
  rate = 3
  a = rate
  b = other_in_shop
  other_in_shop = 7
>
shop corner <
  c : 1 = rate + other
  shop inner < rate = 11; d : 1 = rate + c >
>
library_side = dit_xl.side
