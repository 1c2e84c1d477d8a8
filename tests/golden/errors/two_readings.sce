# args: check
# exit: 2
# what reads in two ways, and how it is said instead
servers = 30
steps = 4
frames = 1440/8 frame
half = 1/2 m
pace = 10 km/steps
more = servers + 10%
less = servers - 10%
rate = 5 TFLOPS
many = 17 M
group = 1,000
fine = 1 + 10%
fine_too = 1 - 10% - 5%
price = $0.60 / 1M token
