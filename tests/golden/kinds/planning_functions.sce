# exit: 2
# The functions of the core that turn work into months, utilization, bounds and memory, in the units of a file that restates the month.
unit month = 30.4 day
llm small < params = 8e9; train_tokens = 15e12 >
months = gpu_months(small.train_flops, H100.bf16, utilization = 40%)
same : gpu*day = months
days : gpu*day = small.train_flops / (H100.bf16 * 40%)
outputs = break_even(small.train_flops, small.output_flops) * 1000 token
node = 8 gpu
rate = attainable_rate(arithmetic_intensity(2e12 FLOP, 16 GB), node * H100.bf16, node * H100.bandwidth)
bound = if (is_memory_bound(2e12 FLOP, 16 GB, node * H100.bf16, node * H100.bandwidth) == 1) then 16 GB / (node * H100.bandwidth) else 0 s
time = roofline_time(2e12 FLOP, 16 GB, node * H100.bf16, node * H100.bandwidth)
room : GB = node * H100.memory - weight_memory(small.params) - kv_cache_memory(32, 8, 128, 8192, sequences = 100)
one_gpu = compute_time(2e12 FLOP, H100.bf16)
nothing = gpu_months(1e24, H100.bf16, utilization = 0)
no_data = arithmetic_intensity(1 GFLOP, 0 byte)
