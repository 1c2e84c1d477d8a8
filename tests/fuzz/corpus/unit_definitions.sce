dimension dough as prefixed
unit loaf (bread, lo) : dough prefix si
unit dozen_loaves = 12 loaf
dimension baking = dough/time as prefixed
unit oven = 30 loaf/hour
unit month = 30.4 day
unit BAKES = none prefix si @ "loaf or loaf/s"
x = 3 kloaf + 2 dozen_loaves
y = x / (2 oven)
z = 4 breads
w = 1 BAKES
