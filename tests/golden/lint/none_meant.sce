# args: check
# What is none on purpose, in part, or without having been asked for is no finding.
own : USD = none
rests = own * 2
undeclared = none
further = undeclared * 3
kind car < power : kW; range : km = none; out reach = range * 2 >
car c < power = 40 > @ "a guess"
ownership mine < host = dgx_h100 > @ "a guess"
rent_or_buy never < owns = mine; rent = 0.5; utilization = 80% > @ "a guess"
twice = never.break_even_time * 2
H100.fp4
llm sketch < params = 8e9; train_tokens = 15e12 > @ "a guess"
host box < gpu = H100; power = 10.2; gpus = 4 > @ "a guess"
video_dit clip < params = 5e9; depth = 42; width = 3072; duration = 6; fps = 8; pixels_high = 480; pixels_wide = 720 > @ "a guess"
training_run run < trains = llama2_70b >
serving some < serves = llama2_70b; gpus = 16; prompt = 1000; answer = 500 > @ "a guess"
speeds = sweep(1 .. 3)
shared = if (speeds < 3) then speeds * H100.rent else H100.fp4 / (1 TFLOP/s/gpu) * H100.rent
scenario closed < some.serves = gpt4; some.gpus = 64 >
