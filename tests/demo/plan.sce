# What it takes to train a video model and to serve it.
model sora <
  params = 20e9 @ "a guess"
  frames = 1440/8  # a minute of video, compressed
  steps = 100 to 250 @ "nobody outside knows"
>
fleet <
  tiktok = tiktok.uploads * 50%
  utilization = 30% to 60%
>

scenario distilled < sora.steps = 25 >
