# args: check
share = normal(50%, 16%) in 0 .. 1
whole = normal(50%, 10%) in 0 .. 1
