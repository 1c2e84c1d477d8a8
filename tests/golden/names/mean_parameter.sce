# exit: 2
fn rent(gpus: gpu, duration: hour) = gpus * durations * 2 USD/(gpu*hour)
a = rent(gpus = 3, length = 4 hour)
