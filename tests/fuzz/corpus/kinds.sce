kind shop <
  price : USD
  count = 10 in 1 .. 100
  open : hour/day = 8
  out total = price * count @ "rule"
>
kind big from shop < count = 50 >
shop a < price = 3 >
big b < price = 4 >
shop c from a < count = 2; extra : USD = price * 2 >
