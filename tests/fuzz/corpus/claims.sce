x = 15.32M
y = 4211 gpu
claim one < value = x; says = 15.3M > @ "page 3"
claim two < value = y; says = 4000 gpu; within = 1%; disputed = "typo" >
claim three < holds = (x > 3) >
scenario s < x = 16M >
claim four < value = x; says = 16M; under = s >
claim five < value = y; says = 4211 gpu; disputed = "stale" >
