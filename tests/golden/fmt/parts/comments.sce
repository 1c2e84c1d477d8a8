#!/usr/bin/env sce
## A title keeps its signs.
#A remark gets its space.
#   Indented remarks keep theirs.

# Two lines directly above a definition
# are its documentation.
model sora < # behind the opening sign
# in front of the first field
 params = 20e9 # behind a field

      # in front of the second, after an empty line
 frames = # in a formula
   1440/8
 steps =
 # on a line of its own in a formula
   250; scale = 30 # behind two fields

 # the last one in the block

> # behind the block
# between two items
x = max(1, # one
2 # two
# three
, 3)
y = 1 # a sum
  # with a remark inside
  + 2 # goes on
text = 3 @ "# this is no comment" # but this is
a = 1; # after a semicolon
b = 2 # before one
; c = 3
d = 4;
# an item with a sign in front
-d
nothing <
# but this
>
# at the end


# and after it
