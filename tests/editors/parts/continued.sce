# Lines that go on with an item, as `sce fmt` lays them out.
total = first
  + second * -third^-2
  as km/hour

peak = max(
  1, 2,
  3,
  4
)

kind station <
  # A comment between items.
  power : kW =
    # A comment inside one.
    100
    * (
    2
    + 3
  )
    @ "a guess"

  claims : 1 = if (power > 3 kW)
    then 1
    else 2  # behind

  inner deep <
    field = [
      1,
      2
    ]
  > @ "here"
>

claim low <
  holds = (
    a > b
    and b < c
  )
> @ "there"
last = 1
