use "./prices.sce" as p

# A shop with its own price. It sells what its members say.
kind shop <
  # What is sold.
  each product : 1/day

  price : USD = 3 in 0 .. none  # a piece

  open : hour/day

  out sold = sum(product) * price
>

# A shop that sells by weight.
kind grocer from shop <
  each product : kg/day

  price : USD/kg = 4
>

# The one on the corner.
grocer corner <
  apples = 120; pears = 80  # as counted in May
  price = p.rate * 2 @ "the sign on the door"
  open = 8
> @ "a visit"

# All of them together.
total = corner.sold

scenario dear < corner.price = 7 >

claim sold < value = total; says = 2000 USD/day > @ "page 4"
