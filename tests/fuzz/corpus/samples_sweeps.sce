# exit: 2
# Sweeps of numbers, ranges, percentages and blocks; tables; picking; reductions over axes.
steps = sweep(25, 50, 100)
share = sweep(0% .. 20% by 10%)
gpu : accelerator = sweep(A100, H100)
size : GB = sweep(80, 0.5 TB, 2 TB)
work : TFLOP = 3 TFLOP * steps
time = work / gpu.bf16
both = steps * share
price = [30k, 20k, 10k] over steps
fits = (size > gpu.memory * 2 gpu)
at_50 = time[steps = 50]
on_h100 = time[H100]
at_half = size[size = 500 GB]
most = max(both over steps)
all = sum(sum(both over steps) over share)
best = argmin((steps - 60)^2 over steps)
alias = steps
through_alias = sum(alias * 2 over alias)
none_of_it = if (steps > 60) then 1 / (steps - 100) else 0
scenario other < steps = 10; share = 5% >
spread = max(at_50 over scenario) - min(at_50 over scenario)
