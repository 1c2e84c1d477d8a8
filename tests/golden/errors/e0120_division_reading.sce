# args: check
# exit: 2
model sora <
  params = 20e9
  frames = 1440/8 frame
>
