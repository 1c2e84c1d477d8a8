a = -2 ^ 2 ^ 3 * 4 / 5 + 6 - 7
b = not (a > 3) and a <= 4 or a >= 5
c = if a == 1 then 2 else if a != 2 then 3 else 4
d = (a < 3)
e = abs(a) + min(1, 2) + max([1, 2]) + sum(1, 2) + mean([3, 4]) + sqrt(4) + exp(1) + ln(2) + log10(3) + log2(8) + pow(2, 3)
f = ceil(7 s, 2 s) + floor(3.7 s, 1 s) + round(2.5 s, 1 s)
