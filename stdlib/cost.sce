# Money, energy and carbon: an hour that is owned or rented, a unit of output, a service, a run. Servers, sites and
# grids stand in sites.sce. Everything is by the hour of one accelerator or by the unit that is made, so that parts
# compare and add up.

# What an hour of one accelerator costs the one who owns it: the machine paid back over its life at the cost of capital,
# a place for it, electricity, and keeping it up. An hour that passes costs `hour_cost`, whether somebody uses it or not;
# an hour that is used costs more.
#
#     ownership mine < host = dgx_h100; site = meta_site; utilization = 70% >
#     mine.gpu_hour_cost / H100.rent
kind ownership <
  host : host = dgx_h100  # the server or the rack that is bought
  site : site = average_site  # where it stands

  # Price of one accelerator with its share of the server.
  machine : USD/gpu = host.price_per_gpu

  # Price of its share of the switches and cables between servers.
  network : USD/gpu = (1.728e6 USD + 2.62144e6 USD) / 1024 gpu @ "tech-talk-cto.com, H100 Freakonomics, and its spreadsheet of August 2024: switches and cables of InfiniBand for 1,024 H100"
  capex : USD/gpu = machine + network  # all that is paid for one accelerator at the start

  # How long a server is used.
  life : year = 5 in 0 .. none @ "Epoch AI, 14 May 2026, cost of an AI data center: 5 years for IT equipment; 3 to 7 are in use"

  # What a server still brings at the end of its life, as a share of what it cost.
  residual : 1 = 0 in 0 .. 1

  # A year's return that whoever gives the money asks for.
  cost_of_capital : 1 = 10% in 0 .. 1 @ "convention: between what large companies and young ones pay"

  # Staff, repair, insurance: a share of what was paid at the start, a year.
  upkeep : 1 = 0.3 / 38 in 0 .. none @ "Epoch AI, 14 May 2026: 0.9 billion USD a year, 0.6 of it for energy, on 38 billion"

  # What a place for it costs: a kilowatt of design power in somebody's data center, cooling included, electricity aside.
  space : USD/(kW*month) = 184.06 in 0 .. none @ "CBRE, North America Data Center Trends, second half of 2024: 250 to 500 kW in primary markets"

  # The share of design power that is drawn, on average.
  load : 1 = 75% in 0 .. 1 @ "a DGX H100 draws 6.5 to 8.5 of its 10.2 kW at work: supercluster.blog"
  electricity : USD/kWh = site.grid.price  # what a kilowatt-hour costs: give it where the grid has no price

  # The share of all hours that are used or sold.
  utilization : 1 = 100% in 0 .. 1

  # How many years' payments are worth the start: the present value of 1 a year over the life.
  annuity : 1 = if cost_of_capital == 0 then life / (1 year) else (1 - (1 + cost_of_capital)^-(life / (1 year))) / cost_of_capital

  # Value at the end of its life, in the money of the start.
  salvage : USD/gpu = capex * residual * (1 + cost_of_capital)^-(life / (1 year))

  # Cost of the machine in an hour, paid back in equal parts.
  out capital_cost : USD/(gpu*hour) = (capex - salvage) / annuity / (1 year)
  out space_cost : USD/(gpu*hour) = space * (12 month) / (1 year) * host.power_per_gpu  # cost of the place in an hour: a month's rent is due twelve times a year
  out energy_cost : USD/(gpu*hour) = host.power_per_gpu * load * site.pue * electricity  # cost of electricity in an hour, cooling included
  out upkeep_cost : USD/(gpu*hour) = capex * upkeep / (1 year)  # cost of staff, repair and insurance in an hour

  # Cost of an hour that passes, used or not.
  out hour_cost : USD/(gpu*hour) = capital_cost + space_cost + energy_cost + upkeep_cost
  out gpu_hour_cost : USD/(gpu*hour) = hour_cost / utilization  # cost of an hour that is used
>

# Renting by the hour against owning. Rent is paid for hours that are used, an owned accelerator costs every hour: from
# some utilization on, and after some time, owning is cheaper.
#
#     ownership mine < host = dgx_h100 >
#     rent_or_buy choice < owns = mine; rent = 2.35; utilization = 80% >
kind rent_or_buy <
  owns : ownership  # what would be bought
  rent : USD/(gpu*hour) = owns.host.gpu.rent in 0 .. none  # what an hour costs where it is rented

  # The share of all hours in which an accelerator is needed.
  utilization : 1 = owns.utilization in 0 .. 1

  # Cost of an hour that is used, on an accelerator of one's own.
  out own_cost : USD/(gpu*hour) = owns.hour_cost / utilization
  out saving : % = 1 - own_cost / rent  # what owning saves of the rent; below zero renting is cheaper

  # The share of hours from which on owning is cheaper. Above 100 % it never is.
  out break_even_utilization : % = owns.hour_cost / rent

  # What owning saves in a year, before the machine is paid: rent that is not paid, less what running it costs.
  surplus : USD/(gpu*year) = rent * utilization - (owns.hour_cost - owns.capital_cost)

  # The cost of capital in the first year, as a share of a year's surplus: from 100 % on the machine is never paid back.
  burden : 1 = owns.capex * owns.cost_of_capital / (surplus * 1 year)

  # When the surplus has paid the machine, with its cost of capital; none if it never does. What it could be sold for is left out.
  out break_even_time : month = if surplus <= 0 USD/(gpu*year) then none
    else if owns.cost_of_capital == 0 then owns.capex / surplus
    else if burden >= 1 then none
    else -ln(1 - burden) / ln(1 + owns.cost_of_capital) * 1 year
>

# What one unit of output takes: money, energy, carbon. The unit is the generator's: an image, a minute of video, a token.
# A `serving` has the cost of a million tokens by the roofline; this takes a share of peak speed.
#
#     llm chat < params = 8e9; train_tokens = 15e12 >
#     unit_cost answer < serves = chat; utilization = 30% >
#     answer.cost * 1e6 token
kind unit_cost <
  serves : generator  # the generator that makes it
  gpu : accelerator = serves.gpu  # accelerator that it runs on

  # What an hour of an accelerator costs: its rent, or what an `ownership` says.
  gpu_hour_cost : USD/(gpu*hour) = gpu.rent

  # The share of peak speed that is reached, on average over all paid hours. With a measured `throughput` it is 100 %.
  utilization = 100% in 0 .. 1

  # How many are made for one that is kept.
  attempts : 1 = 1 in 1 .. none

  # What one accelerator makes in a time, at peak speed. Replace it by a measured figure where there is one, and for a language
  # model by the `throughput` of a `serving`, which reads prompts and memory too.
  throughput = serves.output / (serves.output_flops / gpu.bf16 as gpu*hour)

  # What one accelerator draws, on average: without the server, as model cards reckon. With its share of the server,
  # `dgx_h100.power_per_gpu * 75%`, an H100 draws a third more.
  power : W/gpu = gpu.tdp in 0 .. none

  # Where it stands.
  site : site = average_site

  # What is made and kept for an hour's money.
  made = throughput * utilization / attempts

  # Money for one unit.
  out cost = gpu_hour_cost / made
  out energy = (power * site.pue as Wh/(gpu*hour)) / made  # electricity for one unit, cooling included
  out carbon = energy * site.grid.carbon  # greenhouse gas of the electricity for one unit
>

# What a service earns in a day: income by source against the accelerators that it takes.
#
#     margin images < gpus = 200 gpu; gpu_hour_cost = 2.00; api = 400e3 image/day * $0.04/image >
kind margin <
  # Income by source.
  each source : USD/day

  gpus : gpu  # accelerators that are paid for
  gpu : accelerator = H100  # the accelerator
  gpu_hour_cost : USD/(gpu*hour) = gpu.rent  # what an hour of an accelerator costs

  # What a service takes beside accelerators: staff, traffic, licences.
  others : USD/day = 0

  out revenue : USD/day = sum(source)  # income of all sources
  out cost : USD/day = gpus * gpu_hour_cost + others  # all that a service takes
  out profit : USD/day = revenue - cost  # what is left of the income
  out margin : % = profit / revenue  # profit as a share of income
  out markup : % = profit / cost  # profit as a share of cost
>

# DeepSeek's inference of V3 and R1 on 27 and 28 February 2025, as it reckons: 226.75 nodes of 8 H800 at 2 USD an hour,
# and all tokens at the prices of R1, which were not charged for all of them. Its "margin" of 545 % is `markup`.
margin deepseek_day <
  nodes : 1 = 226.75
  gpus = nodes * 8 gpu
  gpu_hour_cost = 2
  cached = 342e9 token/day * $0.14 / 1e6 token
  input = 266e9 token/day * $0.55 / 1e6 token
  output = 168e9 token/day * $2.19 / 1e6 token
> @ "deepseek-ai/open-infra-index, day 6"

# Energy and greenhouse gas of a run: of training, of a month of serving, of anything that takes accelerators for a time.
#
#     footprint run < gpu = H100; gpu_time = 1e6; site = google_site >
#     run.gpu_time * run.power as MWh
kind footprint <
  gpu : accelerator = H100  # accelerator that it runs on
  gpu_time : gpu*hour in 0 .. none  # accelerators times hours

  # What one accelerator draws, on average: itself alone, as model cards reckon. With its share of the server it is about a
  # third more, as a `cluster` reckons: `dgx_h100.power_per_gpu * 75%`.
  power : W/gpu = gpu.tdp in 0 .. none
  site : site = average_site  # where it stands
  pue : 1 = site.pue in 1 .. none  # all that the building takes over what the servers take
  intensity : gCO2e/kWh = site.grid.carbon  # greenhouse gas of a kilowatt-hour there

  # Greenhouse gas of machines that wait.
  idle : tCO2e = 0
  embodied : tCO2e = 0  # greenhouse gas of making the machines, for the share of their life

  out energy : MWh = gpu_time * power * pue  # electricity of the run, cooling included
  out carbon : tCO2e = energy * intensity  # greenhouse gas of the run's electricity
  out total : tCO2e = carbon + idle + embodied  # greenhouse gas with that of waiting and of making the machines

  # Greenhouse gas of a kilowatt-hour that reaches the accelerators.
  chip_intensity : gCO2e/kWh = intensity * pue
>

# BLOOM 176B, 2022, in France. `carbon` is what the paper calls dynamic; idle nodes took another 256,646 kWh.
footprint bloom_run <
  gpu = A100
  gpu_time = 1082990
  power = 400
  pue = 1
  intensity = 57
  idle = 256646 kWh * intensity
  embodied = 11.2
> @ "Luccioni et al., arXiv 2211.02001"

# GPT-3 175B, 2020, as Patterson et al. estimate it: 14.8 days on 10,000 V100. The paper has 1,287 MWh and 552 t.
footprint gpt3_run <
  gpu = V100
  gpu_time = 10000 gpu * 14.8 day
  power = 330
  pue = 1.10
  intensity = 429 @ "Patterson et al., arXiv 2104.10350, section 2.4: the average of the United States; their 552 t for 1,287 MWh are that"
> @ "Patterson et al., arXiv 2104.10350"

# Stable Diffusion v1, 2022, on A100 PCIe of 40 GB in the east of the United States. The model card has 11,250 kg.
footprint stable_diffusion_run <
  gpu = A100_PCIe
  gpu_time = 150000
  power = 250
  pue = 1
  intensity = 300 @ "inferred from the card's 11,250 kg"
> @ "model card of Stable Diffusion v1, CompVis"

# LLaMA 65B, 2023. The paper has 449 MWh and 173 t, with the national average of the United States wherever it ran.
footprint llama_65b_run <
  gpu = A100
  gpu_time = 1022362
  power = 400
  pue = 1.1
  intensity = 385
> @ "Touvron et al., arXiv 2302.13971, table 15"

# LLaMA 7B, 2023. The paper has 14 t.
footprint llama_7b_run from llama_65b_run <
  gpu_time = 82432
> @ "Touvron et al., arXiv 2302.13971, table 15"

# LLaMA 13B, 2023. The paper has 23 t.
footprint llama_13b_run from llama_65b_run <
  gpu_time = 135168
> @ "Touvron et al., arXiv 2302.13971, table 15"

# LLaMA 33B, 2023. The paper has 90 t.
footprint llama_33b_run from llama_65b_run <
  gpu_time = 530432
> @ "Touvron et al., arXiv 2302.13971, table 15"

# OPT 175B, 2022, as the paper on LLaMA reckons it: 356 MWh, 137 t.
footprint opt_175b_run from llama_65b_run <
  gpu_time = 809472
> @ "Touvron et al., arXiv 2302.13971, table 15"

# Llama 2 7B, 2023, whose card has 31.22 t: the factors of LLaMA give it to the last digit.
footprint llama2_7b_run from llama_65b_run <
  gpu_time = 184320
> @ "model card of Llama 2; factors of Touvron et al., arXiv 2302.13971"

# Llama 2 13B, 2023, whose card has 62.44 t.
footprint llama2_13b_run from llama_65b_run <
  gpu_time = 368640
> @ "model card of Llama 2; factors of Touvron et al., arXiv 2302.13971"

# Llama 2 70B, 2023, whose card has 291.42 t.
footprint llama2_70b_run from llama_65b_run <
  gpu_time = 1720320
> @ "model card of Llama 2; factors of Touvron et al., arXiv 2302.13971"

# Llama 3.1 405B, 2024, whose card has 8,930 t by location.
footprint llama3_1_405b_run <
  gpu_time = 30.84e6
  power = 700
  pue = 1
  intensity = 413.7 @ "inferred from the card's 8,930 t, cooling included"
> @ "model card of Llama 3.1"

# Llama 3.1 8B, 2024, whose card has 420 t by location.
footprint llama3_1_8b_run from llama3_1_405b_run < gpu_time = 1.46e6 > @ "model card of Llama 3.1"

# Llama 3.1 70B, 2024, whose card has 2,040 t by location.
footprint llama3_1_70b_run from llama3_1_405b_run <
  gpu_time = 7.0e6
  intensity = 416.3 @ "inferred from the card's 2,040 t, cooling included"
> @ "model card of Llama 3.1"
