kind inner < a = 1; out b = a * 2 >
kind outer < inner x < a = 3 >; r : inner = x; out c = r.b + x.a >
outer o < inner x < a = 5 > >
outer p from o < x.a = 7 >
o.x.a = o.x.a * 2
