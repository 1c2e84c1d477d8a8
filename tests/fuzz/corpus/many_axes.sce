kind k < each p : 1 >
k z0 < a = 1; b = 2; c = 3 >
k z1 < a = 1; b = 2; c = 3 >
k z2 < a = 1; b = 2; c = 3 >
k z3 < a = 1; b = 2; c = 3 >
k z4 < a = 1; b = 2; c = 3 >
k z5 < a = 1; b = 2; c = 3 >
k z6 < a = 1; b = 2; c = 3 >
k z7 < a = 1; b = 2; c = 3 >
x = z0.p * z1.p * z2.p * z3.p * z4.p * z5.p * z6.p * z7.p
sum(x over z0.p)
