# args: run --samples 1000 --exact-quantiles
# What random programs have found, each with the value that it has to have beside it.

# A recurrence that needs another one, reduced: 2 * (2 + 4 + 8) is added each year, and nothing of it goes in a circle.
year = sweep(1, 2, 3)
count : 1 = prev(count over year, first = 0) + 1
outer : 1 = prev(outer over year, first = 0) + 2 * sum(inner over year)
inner : 1 = prev(inner over year, first = 1) * 2

# Weights are pure numbers whatever the field is declared in, a percentage or a name too.
heavy = 3
chosen : km = discrete([1, 2], [heavy, 0])
mixed : km = mixture([4, 5 m], [1, 0%])

# The scale of a gamma takes the declared unit where its shape has a name; mu and sigma never take it.
shape = 2
waiting : hour = gamma(shape, 3)
named : hour = gamma(scale = 3, shape = shape)
log_scale : hour = lognormal(mu = 1, sigma = 0.5)

# The axes of a draw count in the order of their `over`, from inside out: the same draws, however the axes are called and wherever they are defined.
ant = sweep(1, 2)
zebra = sweep(1, 2)
noise = (normal(0, 1) over zebra) over ant
noise[zebra = 1, ant = 2]
noise[zebra = 2, ant = 1]

# A copy that does not replace a sweep shares it, and a path through the copy names that axis.
kind plan < steps : 1 = sweep(10, 20); rate : 1 = 2; work : 1 = steps * rate; at_20 : 1 = work[steps = 20] >
plan first < >
plan second from first < rate = 3 >
plan third from first < steps = sweep(10, 20) >
second.work[second.steps = 20]
second.work[first.steps = 20]
third.work[third.steps = 20]
both = second.work + third.work
both[third.steps = 20, second.steps = 10]

# What a copy replaces in terms of itself builds on the unknown of its original: 0 in every sample.
kind guess < x : 1 = uniform(0, 1) >
guess one < >
guess two from one < >
two.x = 2 * two.x
no_difference = two.x - 2 * one.x

# A scenario's formula has draws of its own only upon what it replaces: `zero.x` is another field, and what is drawn is the unknown of the base.
kind fixed < x : 1 = 0 >
fixed zero < >
free = uniform(0, 1)
shift = free[plus] - free[base]
scenario plus < free = zero.x + 1 + uniform(0, 1) >
scenario times < free = free * uniform(1, 1.5) >

# In a scenario a copy's own replacement stands above its original's, one that is inherited too.
kind box < width : 1 = 1; height : 1 = 2 >
box small < >
box large from small < >
scenario grown < small.width = 10; large.width = 1 + large.width >
scenario later from grown < small.width = 20; small.height = 5 >

# A scenario may name another axis; the field is still that of the base.
first_axis = sweep(1, 2)
other_axis = sweep(7, 8)
along = [5, 6] over first_axis
scenario turned < first_axis = other_axis >
