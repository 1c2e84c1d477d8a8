# args: check
# exit: 2
work = sweep(25, 50, 100) * 3 TFLOP
year = sweep(2024 .. last)
last = 2030
none_there = sweep()
twice = sweep(1, 2, 1)
share = sweep(0% .. 50%)
down = sweep(5 .. 1)
mixed = sweep(1 km, 2 hour)
gpu : accelerator = sweep(H100, 3)
odd = 1 .. 3
steps = sweep(25, 50)
scenario slow < steps = sweep(25, 75) >
a = [1, 2, 3] over steps
b = steps[steps = 30]
c = steps[60]
d = sum(steps over last)
e = argmin(steps)
