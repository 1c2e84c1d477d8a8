x = 3
y = x +
 1

model m <
  params = 1e9
>
