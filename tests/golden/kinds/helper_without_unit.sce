# args: check
# exit: 2
model sora <
  params = 20e9
  fps = 24
  frames = fps * 60
>
