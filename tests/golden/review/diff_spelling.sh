# Another spelling is no change: units, order, comments, layout, formulas that come to the same.
. ./parts/compare.sh

all '1000 kW and 1 MW' <<'end'
power : kW = 1000 kW
energy = power * (1 day)
---
power : MW = 1 MW
energy = power * (1 day)
end

text '1000 kW and 2 MW' <<'end'
power = 1000 kW
energy = power * (1 day)
---
power = 2 MW
energy = power * (1 day)
end

text 'the same number in another declared unit is a change' <<'end'
way : km = 3
twice = way * 2
---
way : m = 3
twice = way * 2
end

all 'lines and blocks in another order' <<'end'
kind box < w : m; h : m; out area : m^2 = w * h >
box a < w = 3; h = 4 >
box b < w = 5; h = 6 >
both = a.area + b.area
---
both = a.area + b.area
box b < h = 6; w = 5 >
box a < h = 4; w = 3 >
kind box < h : m; w : m; out area : m^2 = w * h >
end

all 'comments and layout' <<'end'
n = 5 # five
y = n * 3
---
# what there are
n = 5 @ "counted"

y = (n
  * 3)
end

text 'factors turned round, a sum split' <<'end'
a = 2
b = 3
y = a * b * 4 + a
---
a = 2
b = 3
y = a + (4 * b) * a
end

text 'a field taken out of a formula' <<'end'
a = 2
y = a * 3 + 1
---
a = 2
part = a * 3
y = part + 1
end
