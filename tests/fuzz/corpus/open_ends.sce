model m < params = 1
fleet f < a = (3; b = [1, >
"open
x = if 1 then
