# Where what is made ends up. The figures are those of the article that examples/sora.sce rebuilds.

# A platform and what its users upload; a fleet takes a share of it: `fleet < tiktok = tiktok.uploads * 50% >`.
#
#     platform reels < uploads = 2e6 * 0.5 >
#     model clips < params = 2e9; frames = 150 >
#     fleet < reels = reels.uploads * 10%; utilization = 40% >
kind platform <
  uploads : video_minute/day  # by all users in a day
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
