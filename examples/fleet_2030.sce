# A fleet from 2024 to 2030: demand grows, hardware gets better each year, and what was bought is used for five years.
# Each year buys what is missing.

year = sweep(2024 .. 2030)

# --- demand -----------------------------------------------------------------------------------------------------------

# Uploads of the two large platforms grow; a share of them is generated.
growth = 5% to 15% @ "a guess"
uploads : video_minute/day = prev(uploads * (1 + growth) over year, first = tiktok.uploads + youtube.uploads)
penetration = [1%, 3%, 7%, 13%, 20%, 27%, 33%] over year @ "a guess: slow, fast, slow"
demand = uploads * penetration

# --- work a minute ----------------------------------------------------------------------------------------------------

model video <
  params = 20e9 @ "a guess, as in sora.sce"
  frames = 1440/8 @ "a minute at 24 frames a second, compressed 8 times"  # allow E0704: in proportion to frames, as in sora.sce
  steps = 100 @ "a guess: fewer each year, see below"
>

# Better samplers and distillation: what a minute takes falls by a fifth to a half each year.
progress = uniform(20%, 50%) over year @ "a guess"
efficiency : 1 = prev(efficiency * (1 - progress) over year, first = 1)
needed : EFLOP/s = demand * (video.output_flops / video.output) * efficiency * peak / utilization
peak = 2 @ "a guess: the busiest hour over the average"
utilization = 30% to 50% @ "a guess"

# --- hardware ---------------------------------------------------------------------------------------------------------

# The accelerator that is bought in a year, and its price.
speed : TFLOP/s/gpu = [H100.bf16, H200.bf16, B200.bf16, B200.bf16, 2 * B200.bf16, 2 * B200.bf16, 4 * B200.bf16] over year
price : USD/gpu = [30k, 32k, 40k, 38k, 50k, 48k, 60k] over year @ "list prices to 2025, then a guess"

added : EFLOP/s = max(0 FLOP/s, needed - kept)
capacity : EFLOP/s = kept + added
retired : EFLOP/s = prev(added over year, back = 5, first = 0)
kept : EFLOP/s = prev(capacity over year, first = 0) - retired

bought : gpu = added / speed
fleet_size : gpu = prev(fleet_size over year, first = 0) + bought - prev(bought over year, back = 5, first = 0)
spent : USD = prev(spent over year, first = 0) + bought * price

# --- what it comes to -------------------------------------------------------------------------------------------------

# What if a minute goes on taking the work that it takes in 2024?
scenario no_progress < progress = 0% over year >

p95(fleet_size[year = 2030])
p95(spent[year = 2030])
prob(fleet_size[year = 2030] < fleet_size[year = 2027])
