# args: check
# What is told, and what is not.
accelerator mine < bf16 = 1979; memory = 80; bandwidth = 3.35 > @ "data sheet"

accelerator fine < bf16 = 989.4; fp8 = 1979; memory = 80; bandwidth = 3.35 > @ "data sheet"
