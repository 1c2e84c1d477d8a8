a = none
b = a + 1
c = if (1 < 2) then b else 3
kind k < p : USD; out q = p * 2 >
k x < p = none >
scenario s < x.p = 3 >
claim c < value = a; says = 1 >
