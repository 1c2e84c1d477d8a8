# exit: 2
# Arguments that a function of the core has no value for: which condition they break, and too large a result, which breaks none.
waiting = erlang_c(10, 8)
trained = training_work(70e9, 2e12, recomputed = 2)
shared = zero_memory(7e9, stage = 1.5, ranks = 0)
load = sweep(4, 8, 12)
over_load = erlang_c(load, 8)
sampled = gpu_months(1e24 FLOP, H100.bf16, utilization = normal(90%, 10%))
huge = forward_work(1e200, 1e200)
unused = mfu(1000, 70e9, 1e15, context = -4)    # without layers the context does not count
