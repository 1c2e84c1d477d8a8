# The fleet before it was looked at again: explain_from*.sce come from here.
steps = 250
peak = 1.5
user : s = 20 s
gpu_hours = 1 hour
gpus = ceil(steps * peak * user / gpu_hours * 1000)
people = gpus * 7
scenario small < steps = 50 >
