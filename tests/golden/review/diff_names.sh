# Renaming is no change: of fields, blocks, sweeps and unknowns; and what is renamed and edited at once is still the same thing.
. ./parts/compare.sh

all 'a field' <<'end'
price = $2/hour
hours = 100 hour
cost = price * hours
---
rate = $2/hour
hours = 100 hour
cost = rate * hours
end

all 'a block' <<'end'
model sora < params = 20e9; frames = (1440/8) frame >
fleet video < tiktok = 17e6 * 0.5 >
---
model sora < params = 20e9; frames = (1440/8) frame >
fleet films < tiktok = 17e6 * 0.5 >
end

all 'a swept field' <<'end'
n = sweep(1, 2, 3)
y = n * 3
z = sum(y over n)
---
count = sweep(1, 2, 3)
y = count * 3
z = sum(y over count)
end

all 'an unknown' <<'end'
n = 1 to 2
m = 4 to 6
y = n * m
---
rate = 1 to 2
m = 4 to 6
y = rate * m
end

all 'a result' <<'end'
n = 4
y = n * 3
z = y + 1
---
n = 5
width = n * 3
z = width + 1
end

text 'a field, and its number' <<'end'
price = $2/hour
hours = 100 hour
cost = price * hours
total = cost * 2
---
rate = $3/hour
hours = 100 hour
costs = rate * hours
total = costs * 2
end

text 'an unknown, and its bounds' <<'end'
n = 1 to 2
y = n * 3
---
m = 1 to 3
y = m * 3
end

text 'a block, and one of its fields' <<'end'
model sora < params = 20e9; frames = (1440/8) frame >
fleet video < tiktok = 17e6 * 0.5 >
---
model sora < params = 20e9; frames = (1440/8) frame >
fleet films < tiktok = 17e6 * 0.5; peak = 2 >
end

text 'two fields that exchange their names are two edits' <<'end'
a = 2
b = 3
y = a / b
---
b = 2
a = 3
y = a / b
end

text 'a sweep, and its points' <<'end'
n = sweep(1, 2)
y = n * 3
---
count = sweep(1, 2, 4)
y = count * 3
end
