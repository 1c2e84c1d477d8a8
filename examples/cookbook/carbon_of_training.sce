# How much does the place matter for the carbon of training? Llama 3.1 70B's seven million hours of H100, in France, in
# Texas, in India. What the rest of the server and the building draw is counted.
#
# Answer: thirteen times: 431 tonnes in France, 5,489 in India.

place = sweep(france_grid, texas_grid, world_grid, india_grid)

site hall < pue = 1.15; grid = place > @ "a modern hall"
footprint training <
  gpu_time = llama3_1_70b.train_gpu_time
  power = dgx_h100.power_per_gpu * 75%
  site = hall
> @ "a DGX H100 at three quarters of its design power"

# As many seats on flights across the Atlantic and back, at about a tonne each.
flights = training.carbon / (1 tCO2e) @ "a round figure"

# What is saved by training only in the hours in which electricity is 30 % cleaner.
saved : tCO2e = training.carbon * 30% @ "a guess"
