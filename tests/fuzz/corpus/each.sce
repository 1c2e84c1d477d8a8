kind box < w : g; out twice = w * 2 >
kind store < each item : USD; each part : box; out t = sum(item); out m = max(part.w); out n = mean(item over item) >
store s < a = 1; b = 2; box p < w = 3 >; box q < w = 4 > >
s.item[a] + s.b
sum(s.part.twice)
store empty < >
