# exit: 2
# A quantile that nobody needs, since what it stands in has failed.
a = 4 to 10
b = [p5(a), p95(a)] over nothing
