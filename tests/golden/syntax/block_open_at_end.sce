# exit: 2
a = 1
model sora <
  params = 20e9
  steps = 250

frames = 4
