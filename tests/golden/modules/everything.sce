# kinds, blocks, functions, units, fields and scenarios come in
use "./parts/everything.sce"
worker slow < speed = 3 >
total = cost(10 task + slow.speed * 1 hour)
fast_day = fast.a_day as batch/day
more = 2 batch as task
scenario busy from cheap < slow.speed = 30 >
