# args: check
# exit: 2
model sora <
  params = 20e9
  steps = * 250
>
