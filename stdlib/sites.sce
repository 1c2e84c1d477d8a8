# Servers, racks, grids, sites and clusters: what holds accelerators, what it draws, and from where. A cluster adds up
# power, energy, money and carbon of a year. What accelerators can do stands in hardware.sce, what an hour of one
# costs in cost.sce.

# A server with accelerators: processors, memory, network cards, and what it draws and costs.
#
#     host box < gpu = H100; power = 10.2 >
#     box.power_per_gpu / H100.tdp
kind host <
  gpu : accelerator  # accelerator that it holds
  gpus : gpu = 8 in 0 .. none @ "what servers on NVIDIA's HGX boards hold"  # how many accelerators it has

  # Processors that feed them.
  cpus : 1 = 2 @ "what servers on NVIDIA's HGX boards hold"
  cores : 1 = none  # cores of all processors together

  # Memory of the processors.
  memory : TB = none

  # Cards to the network between servers.
  nics : 1 = 8 @ "one a GPU on NVIDIA's HGX boards"
  nic : GB/s = none  # speed of one network card, one way

  # What the whole server draws at most, by design.
  power : kW in 0 .. none

  # Price of all that is in it aside from the accelerators.
  chassis : USD = 32010 @ "SemiAnalysis, May 2023, for a DGX H100, as Epoch AI's training-cost-trends sums it: processors, memory, disks, cards, box"

  # Price of the whole server.
  price : USD = gpus * gpu.price + chassis

  # Design power for each accelerator, with its share of everything else in the server.
  out power_per_gpu : W/gpu = power / gpus

  # What one accelerator can send to other servers, one way.
  out network : GB/s/gpu = nics * nic / gpus

  out price_per_gpu : USD/gpu = price / gpus  # price of one accelerator with its share of everything else in the server
>

# A rack that is sold whole, all its accelerators in one fast domain: it stands wherever a host does.
#
#     gb200_nvl72.power_per_gpu
#     cluster c < gpus = 20 * gb200_nvl72.gpus; host = gb200_nvl72 >
kind rack from host <
  # Drawers that hold the accelerators and their processors.
  trays : 1 = 18 @ "NVIDIA's NVL72 racks"
>

# 8 x A100 with 80 GB, November 2020, two AMD EPYC 7742. The list price is that of the first model, of May 2020, with half
# the memory (320 GB on its accelerators, 1 TB on its processors).
host dgx_a100 <
  gpu = A100
  cores = 128; memory = 2; nic = 25; power = 6.5
  price = 199e3 @ "NVIDIA's list price of May 2020 for the model of 8 x 40 GB, as several pages on GitHub have it"
> @ "NVIDIA's DGX A100 user guide and the NVIDIA AI Infrastructure Cheat Sheet, both on GitHub"

# 8 x H100 SXM, September 2022, two Intel Xeon 8480C. Published prices: 270,000 USD (SemiAnalysis, May 2023), 317,000
# with network cards (Thinkmate, August 2024). It draws 6.5 to 8.5 kW at work (supercluster.blog).
host dgx_h100 <
  gpu = H100
  cores = 112; memory = 2; nic = 50; power = 10.2
> @ "NVIDIA's DGX H100/H200 user guide as unanswered.io quotes it; the NVIDIA AI Infrastructure Cheat Sheet on GitHub"

# 8 x H200 SXM, two Intel Xeon 8480C.
host dgx_h200 <
  gpu = H200
  cores = 112; memory = 2; nic = 50; power = 10.2
> @ "NVIDIA's DGX H100/H200 user guide as unanswered.io quotes it; the NVIDIA AI Infrastructure Cheat Sheet on GitHub"

# 8 x B200 SXM, two Intel Xeon 8570.
host dgx_b200 <
  gpu = B200
  cores = 112; memory = 2; nic = 50; power = 14.3
> @ "docs.nvidia.com, DGX B200 user guide"

# 8 x B300 SXM, two Intel Xeon 6776P of 64 cores. Its power is also given as about 14 kW.
host dgx_b300 <
  gpu = B300
  cores = 128; memory = 2; nic = 100; power = 14.5
> @ "docs.nvidia.com as thedailyscout.com quotes it; the NVIDIA AI Infrastructure Cheat Sheet on GitHub"

# 72 x GB200 and 36 Grace processors in 18 trays, liquid-cooled. 18 trays of at most 6,667 W are 120 kW; others have up
# to 132.
rack gb200_nvl72 <
  gpu = GB200
  gpus = 72; cpus = 36; cores = 2592; memory = 17
  nics = 72; nic = 50
  power = 120
  chassis = none
  price = sqrt(3.0e6 USD * 3.9e6 USD) @ "ornnai.com, 2026: 3.0 to 3.9 million USD"
> @ "the NVIDIA AI Infrastructure Cheat Sheet on GitHub; docs.nvidia.com, device specifications of DPS"

# 72 x GB300 and 36 Grace processors in 18 trays, liquid-cooled. Its power is given as 120 to 140 kW.
rack gb300_nvl72 <
  gpu = GB300
  gpus = 72; cpus = 36; cores = 2592; memory = 17
  nics = 72; nic = 100
  power = 132 @ "introl.com: eight power shelves that deliver 132 kW together"
  chassis = none
  price = sqrt(3.7e6 USD * 5.0e6 USD) @ "ornnai.com, 2026: 3.7 to 5.0 million USD or more"
> @ "the NVIDIA AI Infrastructure Cheat Sheet on GitHub"

# Electricity of a country, a region or a supplier: the greenhouse gas of a kilowatt-hour, where it is generated, and
# what it costs those who buy much.
#
#     energy = 1 MW * 1 year
#     energy * us_grid.carbon as tCO2e
#     energy * quebec_grid.carbon as tCO2e
kind grid <
  carbon : gCO2e/kWh in 0 .. none  # greenhouse gas of a kilowatt-hour, by location: contracts for green power change nothing here
  price : USD/kWh = none  # what industry pays for a kilowatt-hour
>

# The United States, 2022: CO2 alone, 1,650 million tonnes for 4,230,672 GWh. Papers of Meta reckon with 385. The
# regions of a cloud below are those of Google, by the hour and the local grid; sources differ, so compare within one.
grid us_grid <
  carbon = 390 @ "EIA, State Electricity Profiles for 2022, as x-tendadditives.com has them"
  price = 0.0806 @ "EIA, average for industry in 2023, as statista.com has it"
>

# Iowa: us-central1 of Google.
grid iowa_grid <
  carbon = 412.72 @ "GoogleCloudPlatform/region-carbon-info, 2024"
  price = 0.0679 @ "EIA, Electric Power Monthly, industry, January to July 2024"
>

# Virginia: us-east4 of Google.
grid virginia_grid < carbon = 323.05 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Texas: us-south1 of Google, Dallas.
grid texas_grid < carbon = 302.95 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Oregon: us-west1 of Google.
grid oregon_grid < carbon = 79.23 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Quebec: northamerica-northeast1 of Google, Montreal.
grid quebec_grid < carbon = 5.48 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Brazil: southamerica-east1 of Google, Sao Paulo.
grid brazil_grid < carbon = 67.32 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Great Britain: europe-west2 of Google, London.
grid britain_grid < carbon = 105.94 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# The Netherlands: europe-west4 of Google, Eemshaven.
grid netherlands_grid < carbon = 208.81 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Sweden: europe-north2 of Google, Stockholm.
grid sweden_grid < carbon = 2.73 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Spain: europe-southwest1 of Google, Madrid.
grid spain_grid < carbon = 89.04 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Saudi Arabia: me-central2 of Google, Dammam.
grid gulf_grid < carbon = 382.23 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Singapore: asia-southeast1 of Google.
grid singapore_grid < carbon = 366.85 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# Taiwan: asia-east1 of Google.
grid taiwan_grid < carbon = 439.29 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# East of Japan: asia-northeast1 of Google, Tokyo.
grid tokyo_grid < carbon = 452.85 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# South Korea: asia-northeast3 of Google, Seoul.
grid korea_grid < carbon = 356.57 > @ "GoogleCloudPlatform/region-carbon-info, 2024"

# The average of the world, 2023.
grid world_grid < carbon = 481 > @ "Ember, 2023, as statista.com has it"

# France, 2023. The paper on BLOOM reckons with 57.
grid france_grid < carbon = 56 > @ "Ember and Energy Institute, 2023, at ourworldindata.org"

# Germany, 2023.
grid germany_grid < carbon = 381 > @ "Ember and Energy Institute, 2023, at ourworldindata.org"

# Ireland, 2023.
grid ireland_grid < carbon = 291 > @ "Ember and Energy Institute, 2023, at ourworldindata.org"

# Finland, 2023.
grid finland_grid < carbon = 79 > @ "Ember and Energy Institute, 2023, at ourworldindata.org"

# Norway, 2023.
grid norway_grid < carbon = 30 > @ "Ember, 2023, as statista.com has it"

# Canada, 2023.
grid canada_grid < carbon = 170 > @ "Ember and Energy Institute, 2023, at ourworldindata.org"

# China, 2023.
grid china_grid < carbon = 582 > @ "Ember and Energy Institute, 2023, at ourworldindata.org"

# India, 2023.
grid india_grid < carbon = 713 > @ "Ember, 2023, as statista.com has it"

# A data center: what it takes beyond the servers, and from where.
#
#     site north < pue = 1.15; grid = norway_grid >
#     cluster here < gpus = 1000; host = dgx_h100; site = average_site >
#     cluster there < gpus = 1000; host = dgx_h100; site = north >
#     here.carbon / there.carbon
kind site <
  # Power usage effectiveness: all that the building takes over what the servers take.
  pue : 1 in 1 .. none
  grid : grid = us_grid  # grid that it is connected to
>

# The average of those who answer the Uptime Institute, 2023; 1.55 in 2022, 1.56 in 2024.
site average_site < pue = 1.58 > @ "Uptime Institute, survey of 2023, as upsite.com has it"

# The fleet of Google, 2025, average of the year; 1.10 in 2019.
site google_site < pue = 1.09 > @ "Google's environmental report of 2026, as quoted on GitHub"

# The fleet of Amazon Web Services, 2023 and 2024.
site aws_site <
  pue = 1.15
> @ "datacenterdynamics.com, December 2024; Computer Weekly at briefly.co"

# What Microsoft owns itself, fiscal year 2025; 1.18 in 2023.
site microsoft_site < pue = 1.17 > @ "Computer Weekly at briefly.co"

# The fleet of Meta. Its papers on Llama reckon with 1.1.
site meta_site < pue = 1.08 > @ "datacenterdynamics.com, December 2024"

# Accelerators at a site: the power that has to be there, and the energy, money and carbon of a year.
#
#     cluster c < gpus = 16384; host = dgx_h100; site = meta_site >
#     100 MW / c.demand_per_gpu
kind cluster <
  gpus : gpu  # how many accelerators
  host : host = dgx_h100  # the server or the rack that they come in
  site : site = average_site  # where they stand

  # What switches, storage and other servers draw, as a share of what the hosts draw: some percent.
  others : 1 = 0

  # The share of design power that is drawn, on average over the year.
  load : 1 = 75% in 0 .. 1 @ "a DGX H100 draws 6.5 to 8.5 of its 10.2 kW at work: supercluster.blog"

  out hosts : 1 = ceil(gpus / host.gpus)  # servers or racks, whole ones

  # Power that servers and network take by design.
  out it_power : MW = gpus * host.power_per_gpu * (1 + others)
  out cooling : MW = it_power * (site.pue - 1)  # power that the building takes beside them
  out power : MW = it_power + cooling  # power that the connection to the grid has to carry

  # Power of the connection for one accelerator: a connection divided by this is how many fit.
  demand_per_gpu : kW/gpu = power / gpus

  # Electricity of a year, cooling included.
  out energy : GWh/year = power * load
  out energy_cost : USD/year = energy * site.grid.price  # cost of that electricity, at what industry pays there
  out carbon : tCO2e/year = energy * site.grid.carbon  # greenhouse gas of that electricity
>
