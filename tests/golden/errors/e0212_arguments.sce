# exit: 2
fn rent(gpus: gpu, time: hour) : USD = gpus * time * 2.35 USD/(gpu*hour)
week = rent(8)
