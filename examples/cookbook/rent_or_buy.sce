# Rent or buy? A team needs 64 H100 in 80 % of all hours. A quote for a year is 2.35 USD an hour; buying is a DGX with its
# network, a place for it, electricity and upkeep, paid back over four or five years at what money costs.
#
# Answer: at 5 % a year buying is 9 % cheaper over four years and 21 % over five; over three renting is cheaper.

life = sweep(3 year, 4 year, 5 year)
money = sweep(5%, 10%, 15%)

ownership mine <
  host = dgx_h100; life = life; cost_of_capital = money
> @ "what the team may assume"
rent_or_buy choice <
  owns = mine; rent = $2.35/(gpu*hour); utilization = 80%
> @ "SemiAnalysis, March 2026: H100 for a year"

# For the 64, over three years of need.
need : gpu*hour = 64 gpu * 3 year * choice.utilization @ "the question"
rented : USD = need * choice.rent
owned : USD = need * choice.own_cost
