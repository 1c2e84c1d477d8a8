# What it takes to serve generated video: the estimate as it stands on the main branch. `new.sce` beside it is what a pull
# request makes of it, and `diff.out` what that does to the results: `sce diff old.sce new.sce`.

card_price = $2.50/gpu/hour @ "a quote of March"

model video <
  params = 8e9 @ "the model in production"
  frames = (10 * 24 / 8) frame @ "the product: ten seconds at 24 frames a second, eight times less in time"  # allow E0704: in proportion to frames, as in sora.sce
  output = (10 / 60) video_minute @ "the product"
  steps = 50 @ "the model in production"
>

fleet <
  feed = 400k video_minute/day @ "measured in the first quarter"
  search = 60k video_minute/day @ "measured in the first quarter"
  utilization = 45% @ "measured in the first quarter"
  burst : 1 = 1.8 @ "the busiest hour over the average"
  peak = burst
>

cards : gpu = fleet.gpus * 1.1 @ "the plan of the hall: a tenth stands by"
cost : USD/day = cards * card_price
minute_cost : USD/video_minute = cost / fleet.demand

claim fits_the_hall < holds = (cards <= 1400 gpu) > @ "the plan of the hall"
