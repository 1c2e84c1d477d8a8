# How many accelerators serve a demand.

# A fleet serves one generator. What its users ask for is given by platform: `fleet < tiktok = 8.5e6; youtube = 6.45e6 >`.
#
#     model clips < params = 20e9; frames = 1440/8 >
#     fleet < tiktok = tiktok.uploads * 50%; utilization = 40%; peak = 2 >
kind fleet <
  # Left out, it is the only model of the file.
  serves : generator

  gpu : accelerator = serves.gpu  # that it consists of

  # What is asked for in a day, by platform.
  each platform : video_minute/day

  # The share of peak speed that is reached, on average over the day.
  utilization = 100% in 0 .. 1

  # The busiest moment over the average.
  peak : 1 = 1

  # How many are made for one that is kept.
  attempts : 1 = 1

  # What one accelerator makes in a time, at peak speed. Replace it by a measured figure where there is one.
  throughput = serves.output / (serves.output_flops / gpu.bf16 as gpu*hour)

  out demand = sum(platform)  # of all platforms

  out gpus : gpu = demand / throughput / utilization * peak * attempts  # accelerators that serve the demand
>

# A fleet that makes images.
#
#     image_model pictures < params = 2.6e9; steps = 30; passes = 2 >
#     image_fleet < instagram = instagram.uploads * 20%; utilization = 40%; attempts = 4 >
kind image_fleet from fleet < each platform : image/day >

# A fleet that answers in text.
#
#     llm chat < params = 8e9; train_tokens = 15e12 >
#     token_fleet < site = 2e6 * 3000; utilization = 30%; peak = 2 >
kind token_fleet from fleet < each platform : token/day >
