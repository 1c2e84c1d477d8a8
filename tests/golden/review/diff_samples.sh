# Unknowns: both sides on common draws, so that what did not change has no line at any seed.
. ./parts/compare.sh

sides='n = 1 to 2
m = 3 to 5
y = n * m
z = m * 2
---
n = 1 to 2.2
m = 3 to 5
y = n * m
z = m * 2'
for seed in 1 7; do printf '%s\n' "$sides" | all "bounds, seed $seed" --seed "$seed" --samples 4000; done

for seed in 1 2 3; do
  text "nothing but moved, seed $seed" --seed "$seed" --samples 1000 <<'end'
n = 1 to 2
m = 3 to 5
y = n * m
---
k = 7 to 8
m = 3 to 5
n = 1 to 2
y = n * m
end
done

text 'a number becomes an unknown' --samples 4000 <<'end'
n = 2
y = n * 3
---
n = 1 to 3
y = n * 3
end

text 'a small edit beside wide unknowns' --samples 1000 <<'end'
n = 1 to 100
price = 10
y = n * price
---
n = 1 to 100
price = 10.001
y = n * price
end
