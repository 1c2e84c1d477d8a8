x = y * 2
y = 3 @ "a letter"
