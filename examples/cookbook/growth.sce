# How many accelerators will be needed in three years, when nobody knows the growth? Users multiply by 1.2 to 2.5 each year,
# the work of an answer falls by up to a half, and how much of peak speed will be reached is not known either.
#
# Answer: 24,000, and anything from 10,000 to 61,000 would be no surprise; twice today's need is too few as likely as
# not.

year = sweep(2026 .. 2029)
growth = lognormal(1.2, 2.5) over year @ "a guess"
falls = uniform(0%, 50%) over year @ "a guess: smaller models of the same quality"
utilization = 20% to 40% @ "a guess"
peak = 2 @ "a guess: the evening over the average"

# A trillion tokens a day now, of a model of 70B; then each year's from those of the year before.
tokens : token/day = prev(tokens * growth over year, first = 1e12)
work : GFLOP/token = prev(work * (1 - falls) over year, first = llama3_1_70b.output_flops / llama3_1_70b.output_tokens)
needed : gpu = tokens * work * peak / (H100.bf16 * utilization)

# The risk of having bought too few: twice as many as are needed now.
bought : gpu = 2 * p50(needed[year = 2026])
too_few = prob(needed[year = 2029] > bought)
