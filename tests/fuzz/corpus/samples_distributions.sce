# Every distribution, shown; with units, with unknown and swept parameters.
a = 4 to 10
b : km = -3 to 5
c = uniform(1, 2)
d = normal(10 gpu, 2 gpu)
e = lognormal(mean = $5, sd = $2)
f = lognormal(mu = 1, sigma = 0.5)
g = triangular(1, 2, 4)
h = pert(1, 2, 4)
i = beta(2, 3)
j : hour = gamma(3, 2)
k = exponential(7 day)
l = discrete([1, 2, 5], [20%, 50%, 30%])
m = mixture([a, 100], [90%, 10%])
n = truncate(a, 5, none)
o = correlate(1 to 3, a, -0.6)
p_of = normal(a, c)
width = sweep(1, 10)
q = normal(100, width)
share = 30% to 50% in 0 .. 1
likely = (a > 6)
summary = [mean(a), sd(a), p5(a), p50(a), p95(a), p(a, 99%), min(a), max(a), prob(a > 6)] over what
what = sweep(1 .. 9)
none_of_it = if (a > 6) then none else 0
scenario known < a = 6 >
scenario wide < a = 2 to 20 >
