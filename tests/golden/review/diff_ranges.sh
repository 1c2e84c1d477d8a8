# Sweeps with other points, recurrences, tables.
. ./parts/compare.sh

all 'more points' <<'end'
n = sweep(1, 2, 3)
y = n * 3
z = sum(y over n)
---
n = sweep(1, 2, 2.5, 3)
y = n * 4
z = sum(y over n)
end

text 'a number becomes a sweep' <<'end'
n = 2
y = n * 3
---
n = sweep(1, 2, 3)
y = n * 3
end

all 'a recurrence, and a year more' <<'end'
year = sweep(2024 .. 2026)
growth = 50%
users = prev(users over year, first = 100) * (1 + growth)
total = sum(users over year)
---
year = sweep(2024 .. 2027)
growth = 60%
users = prev(users over year, first = 100) * (1 + growth)
total = sum(users over year)
end

text 'a recurrence over other years' <<'end'
year = sweep(2024 .. 2026)
users = prev(users over year, first = 100) * 1.5
---
year = sweep(2025 .. 2027)
users = prev(users over year, first = 100) * 1.5
end

text 'a table, and the point that is picked' <<'end'
year = sweep(2024 .. 2026)
cost = [3, 4, 5] over year
total = sum(cost over year)
last = cost[year = 2025]
---
year = sweep(2024 .. 2026)
cost = [3, 5, 5] over year
total = sum(cost over year)
last = cost[year = 2026]
end
