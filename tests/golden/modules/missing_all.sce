# args: check
# exit: 2
# an import that cannot be read is one finding, whatever rests on it
use "./parts/no_such_file.sce"
use "./parts/no_such_other.sce" as q
worker slow < speed = 3 >
x = 3 task
y = cost(3) + price
z = q.rent * 3
scenario busy from cheap < slow.speed = 30 >
rest = 3 km + 4 m
