# args: check
quality = 2
model sora <
  params = 20e9
  quality : 1 = 3
  effort : 1 = quality * 2
> @ "a guess"
