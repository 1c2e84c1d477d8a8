# A side that fails in part: the rest is compared, what has failed is said, nothing prints NaN, and the exit code is 2.
. ./parts/compare.sh

all 'an error in a formula of the old side' <<'end'
b = 3
c = b * 2
d = 1 km + 1 hour
e = d * 2
---
b = 4
c = b * 2
d = 2 km
e = d * 2
end

all 'an error in a formula of the new side' <<'end'
b = 3
c = b * 2
d = 2 km
e = d * 2
---
b = 4
c = b * 2
d = 1 km + 1 hour
e = d * 2
end

all 'an error on both sides' <<'end'
b = 3
c = b * 2
d = 1 km + 1 hour
---
b = 4
c = b * 2
d = 1 km + 2 hour
end

all 'a division by zero on one side, at one point' <<'end'
n = sweep(1, 2)
b = 3
d = b / (n - 3)
---
n = sweep(1, 2)
b = 4
d = b / (n - 2)
end

text 'a text that cannot be read to its end' <<'end'
b = 3
c = b * 2
---
b = 4
c = b * * 2
e = b + 3
end

text 'a file that is not there' <<'end'
b = 3
---
b = 4
end
echo '-- it' && "$SCE" diff old.sce newer.sce 2>&1 || echo "exit $?"
