# args: inputs FILE
# Given numbers: whole formulas and parts of formulas, with and without sources, of scenarios, unused ones, axes, and the library's.
use "./parts/rates.sce" as p
tariff = $0.12/kWh @ "the contract"
unused = 3 kg
year = sweep(2024 .. 2026)
growth = normal(20%, 5%) over year @ "a guess"
users = prev(users * (1 + growth) over year, back = 1, first = 1e6)
kind site <
  servers : 1
  draw : kW = 2.5
  out power : kW = servers * draw * (1 + 2 * 10%)
  in_front : 1 = draw^2 / (1 kW)^2
  out cost : USD/day = power * tariff + 5 USD/day * uniform(1, 2)
>
site <
  servers = 40
> @ "the plan"
site2 = site.cost * p.x
share = H100.tdp * (1 gpu) / site.power
late = users[year = 2026] * 2
many = p(growth, 90%) * 1.5
scenario larger < site.servers = 60 > @ "the second order"
scenario largest from larger < tariff = $0.20/kWh; site.draw = 3 kW * tariff / tariff >
claim c < value = V100.memory * (2 gpu); says = 64 GB >
