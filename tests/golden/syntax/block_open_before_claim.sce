# exit: 2
model sora <
  params = 20e9
  steps = 250

claim many < value = sora.params * 2; says = 40e9 param >
total = 3
