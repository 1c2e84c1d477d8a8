# Demand: what platforms take, as the article of examples/sora.sce has it, and what users ask for.

# A platform and what its users upload; a fleet takes a share of it: `fleet < tiktok = tiktok.uploads * 50% >`.
#
#     platform reels < uploads = 2e6 * 0.5 >
#     model clips < params = 2e9; frames = 150 >
#     fleet < reels = reels.uploads * 10%; utilization = 40% >
kind platform <
  uploads : video_minute/day in 0 .. none  # what all users upload in a day
>

# A platform for images.
#
#     image_platform shop < uploads = 300e3 >
#     image_model pictures < params = 2.6e9; steps = 30 >
#     image_fleet < shop = shop.uploads * 4; utilization = 40% >
kind image_platform from platform < uploads : image/day >

# 17 million minutes a day: 34 million videos of 30 seconds.
platform tiktok <
  videos : 1/day = 34e6
  length : video_second = 30
  uploads = videos * length
> @ "M. Plappert, Under The Hood: How OpenAI's Sora Model Works, Factorial Funds, March 2024"

# 500 hours a minute, as is often quoted, would be 43.2 million minutes a day.
platform youtube <
  uploads = 43e6
> @ "M. Plappert, Under The Hood: How OpenAI's Sora Model Works, Factorial Funds, March 2024"

image_platform instagram <
  uploads = 95e6
> @ "M. Plappert, Under The Hood: How OpenAI's Sora Model Works, Factorial Funds, March 2024"

# People who ask for something, a few times a day. A fleet takes `demand`, or `peak_rate` where requests queue.
#
# A million people, a third of whom ask an assistant five times a day for an answer of 400 tokens:
#
#     usage chat < people = 1e6; penetration = 1/3; requests = 5; made = 400 token; peak = 2 >
kind usage <
  people : 1  # people who could use it
  penetration : 1 = 100% in 0 .. 1  # the share of people that has taken it up

  # The share of users that is there on a given day.
  active : 1 = 100% in 0 .. 1
  requests : 1/day  # requests of a user on a day that they are there

  # Requests for one whose result is kept: 3 where two of three are thrown away. A fleet's `attempts` then stays 1.
  attempts : 1 = 1 in 1 .. none

  # What one request makes, `400 token`, `1 image` or `6 video_second`; 1 counts requests.
  made = 1

  # The busiest moment over the average of a day.
  peak : 1 = 1 in 1 .. none
  out users : 1 = people * penetration  # people who have taken it up
  out asked : 1/day = users * active * requests * attempts  # requests, on average over the day
  out demand = asked * made  # what the requests make
  out peak_rate : 1/s = asked * peak  # requests at the busiest moment
>

# ChatGPT in July 2025: 2.5 billion messages a day from 700 million users of a week, 3.6 for each of them on a day.
usage chatgpt_2025 <
  people = 700e6
  messages : 1/day = 2.5e9
  requests = messages / people
> @ "OpenAI to Axios, July 2025, as Business Insider repeats it in October 2025; users of a week at that time"

# DeepSeek's assistant and interface for a day of February 2025: the nodes that ran at the busiest moment over the average.
deepseek_peak : 1 = 278/226.75 @ "deepseek-ai/open-infra-index, day 6: 278 nodes at the peak, 226.75 on average"
