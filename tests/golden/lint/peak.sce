# args: check
# Twice a dense figure of the library: in a block, a copy, a replacement, a scenario, and spelled out in a formula.
accelerator mine < bf16 = 1979; memory = 80; bandwidth = 3.35 > @ "data sheet"
accelerator cut from B200 < fp8 = 9 PFLOP/s/gpu > @ "data sheet"
H200.bf16 = 1979 @ "data sheet"
A100.bf16 = 312 * 2 TFLOP/s/gpu @ "data sheet"  # allow E0701: the pattern is used here, by pruned weights
scenario sparse < B200.bf16 = 4500 > @ "data sheet"
all = 8 gpu * 3958 TFLOP/s/gpu
quick : PFLOP/s = 3.958

# Dense figures, also those that are twice those of another format, and figures that the library does not have.
accelerator right < bf16 = 989.4; fp8 = 1979; memory = 80; bandwidth = 3.35 > @ "data sheet"
accelerator other < bf16 = 700; memory = 80; bandwidth = 3.35 > @ "data sheet"
fine : TFLOP/s = 1979
known = 8 gpu * 1979 TFLOP/s/gpu
mine.bf16 / other.bf16
