# args: sensitivity --format json FILE site.cost share
# Ranges of every kind: a tenth, `in`, what is drawn; numbers inside formulas; what has no effect; two results.
tariff = $0.12/kWh @ "the contract"
kind site <
  servers : 1
  draw : kW = 2.5 in 1.5 .. 4
  load : 1 = uniform(40%, 70%) @ "a guess"
  out power : kW = servers * draw * load
  out cost : USD/day = power * tariff * 1.1
>
site < servers = 40 >
share = site.cost / (site.power * tariff)
