# args: check
# exit: 2
model sora < params = 20e9 >
scenario odd <
  steps = 3
  model other < params = 1e9 >
  3 + 4
  sora.frames = 3
>
