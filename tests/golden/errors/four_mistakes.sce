# args: check
# exit: 2
# a mistake of each sort, all four found in one run: syntax, a name, a unit, a range
model sora <
  params = 20e9
  frames = (1440/8
  steps = 250
>
fleet <
  tiktok = tiktok.uploads * shair
  utilization = 140%
>
share = 50%
month_of_work = 3 gpu*month + 4 hour
