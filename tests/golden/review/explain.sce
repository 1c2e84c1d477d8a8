# args: explain FILE site.cost
# What a site costs: formulas, given numbers with and without sources, a field used twice, a scenario, the library.

tariff = $0.12/kWh @ "the contract"

kind site <
  servers : 1
  draw : kW = 2.5
  out power : kW = servers * draw * overhead
  overhead : 1 = 1.2
  out cost : USD/day = power * tariff + cooling
  cooling : USD/day = power * 10% * tariff
>

site <
  servers = 40  # what was ordered
  draw = 10.2 kW /
    4           # per unit of four
>

scenario larger < site.servers = 60 > @ "the second order"
scenario largest from larger < tariff = $0.20/kWh @ "spot" >
scenario elsewhere < unused = 3 >
unused = 2
