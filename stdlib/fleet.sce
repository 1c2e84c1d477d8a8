# How many accelerators serve a demand: at its peak, without a queue, in tiers, over the years.

# A fleet serves one generator. What its users ask for is given by platform: `fleet < tiktok = 8.5e6; youtube = 6.45e6 >`.
#
#     model clips < params = 20e9; frames = 1440/8 >
#     fleet < tiktok = tiktok.uploads * 50%; utilization = 40%; peak = 2 >
kind fleet <
  # The model that it serves; left out, the only one of the file.
  serves : generator

  gpu : accelerator = serves.gpu  # accelerator that it consists of

  # What is asked for in a day, by platform.
  each platform : video_minute/day

  # The share of peak speed that is reached, on average over the day. With a measured `throughput` it is 100 %.
  utilization = 100% in 0 .. 1

  # The busiest moment over the average.
  peak : 1 = 1

  # How many are made for one that is kept.
  attempts : 1 = 1 in 1 .. none

  # What one accelerator makes in a time, at peak speed. Replace it by a measured figure where there is one.
  throughput = serves.output / (serves.output_flops / gpu.bf16 as gpu*hour)

  out demand = sum(platform) in 0 .. none  # what all platforms ask for

  out gpus : gpu = demand / throughput / utilization * peak * attempts  # accelerators that serve the demand

  gpu_hour_cost : USD/(gpu*hour) = gpu.rent  # what an hour of an accelerator costs
>

# A fleet that makes images.
#
#     image_model pictures < params = 2.6e9; steps = 30; passes = 2 >
#     image_fleet < instagram = instagram.uploads * 20%; utilization = 40%; attempts = 4 >
kind image_fleet from fleet < each platform : image/day >

# A fleet that answers in text, by the work of the model alone: prompts that are read and memory that is waited for are a matter
# of `utilization`, which is some percent where few answer together. `served_fleet` counts both.
#
#     llm chat < params = 8e9; train_tokens = 15e12 >
#     token_fleet < site = 2e6 * 3000; utilization = 30%; peak = 2 >
kind token_fleet from fleet < each platform : token/day >

# A fleet of replicas that answer in text (`serving`), with so much headroom that requests seldom wait for a seat. A
# replica has as many seats as its `batch`; all replicas share one queue (Erlang C: random arrivals, times that vary).
# Members are tokens of answers. `utilization` stays 100 %: what is reached of the roofline is a matter of the replica.
# Of a fleet whose accelerators make one output at a time, `erlang_servers(fleet.gpus / (1 gpu), 5%)` have to be there.
#
# A million people who ask Llama 3.1 8B five times a day:
#
#     usage people < people = 1e6; requests = 5; made = 400 token; peak = 2 >
#     serving small < serves = llama3_1_8b; prompt = 800; answer = 400; batch = 64; utilization = 50%; bandwidth_utilization = 70% >
#     served_fleet < replica = small; chat = people.demand; peak = people.peak; wait = 1% >
kind served_fleet from token_fleet <
  replica : serving  # the replica that the fleet consists of
  serves = replica.serves
  gpu = replica.gpu
  throughput = replica.throughput  # what one accelerator answers in a time, reading prompts included
  gpu_hour_cost = replica.gpu_hour_cost

  # The share of requests that may wait longer than `limit` for a seat at the busiest moment.
  wait : 1 = 5% in 0 .. 1 @ "a planning convention, no published target"
  limit : s = 0  # how long a request may wait: 0 counts every wait

  # Requests at the busiest moment.
  peak_rate : 1/s = demand * attempts * peak / replica.answer

  # Requests that are answered at once, on average at the busiest moment.
  load : 1 = peak_rate * replica.latency / utilization

  # Seats that this load needs, not rounded.
  seats : 1 = erlang_servers(load, wait, limit, replica.latency, step = 0) @ "Erlang 1917"
  out replicas : 1 = seats / replica.batch  # replicas that have these seats, not rounded
  out gpus : gpu = replicas * replica.gpus  # accelerators of these replicas; of whole ones take ceil(replicas)

  # Wait for a seat, on average over all requests; none where all may wait (`wait` is 100 %): the queue grows without end.
  out mean_wait : s = if seats <= load then none else erlang_wait(load, seats, replica.latency)
  headroom : 1 = seats / load - 1  # seats over those that are taken, at the busiest moment
>

# Several fleets together, each with its own model on its own accelerators: tiers of a service, or services of a company.
#
#     llm small < params = 8e9; train_tokens = 15e12 >
#     model video < params = 20e9; frames = 1440/8; steps = 50 >
#     tiered_fleet < token_fleet text < serves = small; chat = 1e12 >; fleet clips < serves = video; gpu = H200; app = 1e6 > >
kind tiered_fleet <
  # A tier: a block of any kind of fleet.
  each tier : fleet
  out gpus : gpu = sum(tier.gpus)  # accelerators of all tiers
  out rent : USD/hour = sum(tier.gpus * tier.gpu_hour_cost over tier)  # rent of all tiers
  out share = tier.gpus / sum(tier.gpus)  # share of the accelerators, by tier
  power : kW = sum(tier.gpus * tier.gpu.tdp over tier)  # power of the accelerators alone, by design
>

# What is bought year by year for a need that grows, while accelerators get faster: each year buys what is missing, and what
# was bought is used for its life. `needed` and `speed` may be of any unit that fits: FLOP/s, or what is made in a time.
#
# A need that doubles each year, served by H100 and from the third year on by B200:
#
#     generations plan <
#       needed = 100 PFLOP/s * 2^(plan.year - 2025)
#       speed = [H100.bf16, H100.bf16, B200.bf16, B200.bf16, B200.bf16, B200.bf16] over year
#       price = [30e3, 30e3, 40e3, 40e3, 40e3, 40e3] over year
#       life = 4
#     >
kind generations <
  # The years. Give it a sweep of your own, `year = years`, to have tables over it in other blocks too.
  year : 1 = sweep(2025 .. 2030)
  needed = 0 PFLOP/s  # what is needed in each year, at the busiest moment
  gpu : accelerator = H100  # accelerator that is bought, where `speed` and `price` say nothing else

  # The share of `speed` that is reached.
  utilization : 1 = 100% in 0 .. 1
  speed = gpu.bf16  # speed of one that is bought in that year
  price : USD/gpu = gpu.price  # price of one that is bought in that year

  # Years that one is used, whole ones of 1 to 8.
  life : 1 = 5 in 1 .. 8 @ "a planning convention: servers are written off in five to six years"

  # --- in units of what is needed

  kept = prev(capacity over year, first = 0 * needed) - retired  # what is left from the year before
  out capacity = max(needed, kept)  # what all accelerators in use can do
  added = capacity - kept  # what is missing, and is bought

  # What was added `life` years ago.
  retired = if life <= 1 then prev(added over year, first = 0 * needed)
    else if life <= 2 then prev(added over year, back = 2, first = 0 * needed)
    else if life <= 3 then prev(added over year, back = 3, first = 0 * needed)
    else if life <= 4 then prev(added over year, back = 4, first = 0 * needed)
    else if life <= 5 then prev(added over year, back = 5, first = 0 * needed)
    else if life <= 6 then prev(added over year, back = 6, first = 0 * needed)
    else if life <= 7 then prev(added over year, back = 7, first = 0 * needed)
    else prev(added over year, back = 8, first = 0 * needed)

  # --- in accelerators

  out bought : gpu = added / speed / utilization  # accelerators bought in that year
  retired_gpus : gpu = if life <= 1 then prev(bought over year, first = 0)
    else if life <= 2 then prev(bought over year, back = 2, first = 0)
    else if life <= 3 then prev(bought over year, back = 3, first = 0)
    else if life <= 4 then prev(bought over year, back = 4, first = 0)
    else if life <= 5 then prev(bought over year, back = 5, first = 0)
    else if life <= 6 then prev(bought over year, back = 6, first = 0)
    else if life <= 7 then prev(bought over year, back = 7, first = 0)
    else prev(bought over year, back = 8, first = 0)  # accelerators taken out of use in that year
  out gpus : gpu = prev(gpus over year, first = 0) + bought - retired_gpus  # accelerators in use
  out spent : USD = bought * price  # money spent in that year
  total_spent : USD = prev(total_spent over year, first = 0) + spent  # money spent up to that year
>
