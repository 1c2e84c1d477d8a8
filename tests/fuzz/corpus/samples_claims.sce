# args: check
# exit: 2
# A claim compares single numbers, with a tolerance of its own where they come out of samples.
x = normal(100, 10)
claim reduced < value = p50(x); says = 100; within = 1% >
claim share < value = prob(x > 110); says = 15.9%; within = 1% >
claim truth < holds = (p5(x) > 80 and p95(x) < 120) >
claim no_tolerance < value = mean(x); says = 100 >
claim samples < value = x; says = 100; within = 1% >
claim sampled_truth < holds = (x > 50) >
year = sweep(1, 2)
y = year * 2
claim table < value = y; says = 2 >
claim point < value = y[year = 2]; says = 4 >
