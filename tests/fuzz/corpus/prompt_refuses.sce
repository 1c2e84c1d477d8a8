x = 1
x = y
x = 1 m + 1 s
x = (
1
)
model m < params = 1
>
z = m.steps
m = 3
z
