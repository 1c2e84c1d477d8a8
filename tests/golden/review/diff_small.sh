# Noise and small changes; edits that cancel; zero, signs, truth values, none.
. ./parts/compare.sh

all 'noise, and a small true change' <<'end'
a = 2
b = 3
c = a * b
d = 5.0e-9
e = d * 2
---
a = 2.0000000000001
b = 3
c = a * b
d = 5.1e-9
e = d * 2
end

all 'edits that cancel' <<'end'
a = 2
b = 3
c = a * b
---
a = 3
b = 2
c = a * b
end

text 'they cancel in one result of two' <<'end'
a = 2
b = 3
c = a * b
d = 2 * a + b
---
a = 3
b = 2
c = a * b
d = 2 * a + b
end

text 'from zero, to zero, through zero' <<'end'
a = 0
b = 3
c = -3
x = a * 2
y = b * 2
z = c * 2
sum = x + y + z
---
a = 4
b = 0
c = 4
x = a * 2
y = b * 2
z = c * 2
sum = x + y + z
end

all 'a truth, and a branch' <<'end'
n = 3
many = (n > 3)
d = if many then 5 else 7
---
n = 4
many = (n > 3)
d = if many then 5 else 7
end

text 'a branch and what is in it' <<'end'
n = 5
each = 10
c = if (n > 6) then n * each else n
---
n = 8
each = 12
c = if (n > 6) then n * each else n
end

text 'rounding' <<'end'
a = 2.2
b = 3
c = ceil(a * b)
---
a = 2.5
b = 3.1
c = ceil(a * b)
end

text 'none on the old side' <<'end'
b = none
c = b * 2
---
b = 4
c = b * 2
end

text 'none on the new side' <<'end'
b = 3
c = b * 2
---
b = none
c = b * 2
end

text 'another dimension is another thing' <<'end'
a = 3 km
b = a * 2
c = 2
---
a = 3 hour
b = a * 2
c = 3
d = c + 1
end
