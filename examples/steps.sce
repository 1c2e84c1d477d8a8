# How many denoising steps a model is run with decides what a minute of video costs and when serving it overtakes
# training: a sweep. Four steps are what distilled models take.

model sora <
  params = 20e9 @ "a guess, as in sora.sce"
  frames = 1440/8 @ "a minute at 24 frames a second, compressed 8 times"  # allow E0704: in proportion to frames, as in sora.sce
  steps = sweep(4, 25, 50, 100, 250)
  data_scale = 10 @ "the higher of two guesses in sora.sce"
>

fleet <
  tiktok = 17e6 * 0.5
  utilization = 50%
  peak = 2
> @ "the article in sora.sce, on inference"

# The price of a minute, for each number of steps.
minute_cost = H100.rent / sora.output_per_gpu_hour

# How much of the fleet distillation to 4 steps saves.
saved = 1 - fleet.gpus[sora.steps = 4] / fleet.gpus[sora.steps = 250]

# The most steps that stay below a dollar a minute.
affordable = max((if (minute_cost < $1/video_minute) then sora.steps else 0) over sora.steps)
