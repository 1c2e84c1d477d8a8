# words that start a statement are names elsewhere
kind shop < use : USD; from : USD = 2; each_ = 1 >
shop corner < use = 3; out : USD = 4; unit : USD = 5 >
a = corner.use + corner.from + corner.out + corner.unit
kind = 3
fn = 4
dimension = 2
b = kind + fn + dimension
