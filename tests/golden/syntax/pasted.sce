# exit: 2
a = 3 × 4
b = 4 − 3
c = 4 ÷ 2
d = 5 km
e = 3 @ “a source”
f = 2 m²
größe = 5
g = a ≤ b
h = (a > 1) && (b > 1) || !(c > 1)
i = 2 ** 3
j = 3 // not a comment
k = 3 § 4
l = 500 €
