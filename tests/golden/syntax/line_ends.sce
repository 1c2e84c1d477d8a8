# One line or many: where a line end separates and where not. All fields of a pair have one value.
a1 = 1 + 2 * 3; a2 =
  1 +
  2 * 3
b1 = 1 - 2
b2 = 1
  - 2    # goes on
c1 = if a1 == 7 then 1 else 2
c2 = if a1 == 7
  then 1
  # a note between
  else 2
d1 = max(1, 2, 3)
d2 = max(
  1,

  2
  , 3
)
e1 = 5 km as m
e2 = 5 km
  as m
  @ "a source on its own line"
f = 4

-3
(-3)
