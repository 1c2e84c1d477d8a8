# Every distribution, with fixed, swept and unknown parameters; scenarios; recurrences; what is known of samples.
a = 4 to 10
b = -3 to 5
c = uniform(1, 2)
d : km = normal(10, 2)
e = lognormal(2, 20)
f = lognormal(mean = 5, sd = 2)
g = lognormal(mu = 1, sigma = 0.5)
h = triangular(1, 2, 4)
i = pert(1, 2, 4)
j = beta(2, 3)
k : hour = gamma(3, 2 hour)
l = exponential(7)
m = discrete([1, 2, 5], [20%, 50%, 30%])
n = mixture([a, b, 3], [40%, 40%, 20%])
o = truncate(a, 5, none)
p_ = correlate(1 to 3, a, -0.6)
q = normal(a, c)
r = beta(1 + c, 4)
s = gamma(c, a)
share = 30% to 60% in 0 .. 1

width = sweep(1, 2, 4)
t = normal(0, width)
u = pert(0, width, 2 * width)
year = sweep(2024 .. 2027)
noise = normal(1, 0.1) over year
stock : km = prev(stock * noise over year, first = 100) + d
total = sum(stock over year)
least = argmin(noise over year)

above = a - mean(a)
spread = sd(a) / mean(a)
tail = p(l, 99%)
both = (a > 6 and b > 0)
chance = prob(a > 6 and b > 0)
power = a^c + exp(b / 10) + ln(c) + log10(e) + log2(e) + sqrt(c) + round(a) + floor(b) + ceil(b) + abs(b)
chosen = if (a > 6) then min(a, 8) else max(b, c)

scenario wide < a = 2 to 20 >
scenario known < a = 6; width = 3 >
