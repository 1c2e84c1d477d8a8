# How many accelerators fit behind a connection of 100 MW, and what do they cost a year? Three generations of machines, at
# a site with a PUE of 1.2.
#
# Answer: 65,000 H100, 47,000 B200 or 50,000 GB200; electricity is 53 million USD a year, the machines 2.2 to 2.4
# billion.

machine = sweep(dgx_h100, dgx_b200, gb200_nvl72)
connection : MW = 100

site hall < pue = 1.2; grid = us_grid > @ "a new hall with air cooling"
cluster one <
  gpus = 72 * 8; host = machine; site = hall
> @ "any number of whole machines: what counts is one accelerator's share"

fit : gpu = floor(connection / one.demand_per_gpu, 1 gpu)
peak : EFLOP/s = fit * machine.gpu.bf16
capex : USD = fit * machine.price_per_gpu
electricity : USD/year = one.energy_cost / one.gpus * fit

# How long Llama 3.1 405B would train there, at 40 % of peak speed.
training : day = llama3_1_405b.train_flops / (peak * 40%) @ "40 % of peak: Llama 3, arXiv 2407.21783, 38 to 43 %"
