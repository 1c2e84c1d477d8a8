# the same under a name; units hold for the whole program
use "./parts/everything.sce" as job
job.worker slow < speed = 3 >
total = job.cost(10 task + slow.speed * 1 hour)
fast_day = job.fast.a_day
price = job.price * 2
