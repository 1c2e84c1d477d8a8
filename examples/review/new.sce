# What it takes to serve generated video: the estimate of `old.sce` as a pull request changes it. The price is a new quote, a
# platform is new, what stands by is a number of cards now, `burst` is called what it is, and lines have moved.

card_price = $2.10/gpu/hour @ "a quote of June"

model video <
  params = 8e9 @ "the model in production"
  frames = (10 * 24 / 8) frame @ "the product: ten seconds at 24 frames a second, eight times less in time"  # allow E0704: in proportion to frames, as in sora.sce
  steps = 50 @ "the model in production"
  output = (10 / 60) video_minute @ "the product"
>

fleet <
  feed = 400k video_minute/day @ "measured in the first quarter"
  messages = 90k video_minute/day @ "the forecast for its first month"
  search = 60k video_minute/day @ "measured in the first quarter"
  utilization = 45% @ "measured in the first quarter"
  busiest_hour : 1 = 1.8 @ "the busiest hour over the average"
  peak = busiest_hour
>

cards : gpu = fleet.gpus + 64 gpu  # eight machines stand by
cost : USD/day = cards * card_price
minute_cost : USD/video_minute = cost / fleet.demand

claim fits_the_hall < holds = (cards <= 1400 gpu) > @ "the plan of the hall"
