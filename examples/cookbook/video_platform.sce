# What would it take to make a hundredth of YouTube's uploads with an open model? Clips of five seconds; a third of what is
# made is kept. Two models, two accelerators.
#
# Answer: 507,000 H100 with `wan2_1_14b` or 440,000 with `hunyuan_video`, for about 10 billion USD a year.

model = sweep(wan2_1_14b, hunyuan_video)
chip = sweep(H100, B200)

fleet makers <
  serves = model; gpu = chip
  youtube = youtube.uploads * 1%
  utilization = 35%
  peak = 1.5
  attempts = 3
> @ "utilization as wan2_1_14b_on_h100 reaches it; peak and attempts are guesses"

rent : USD/day = makers.gpus * chip.rent
minute : USD/video_minute = rent / makers.demand
year : USD = rent * 365 day
