# What is a point of utilization worth? Llama 3.1 405B, trained on 16,384 H100: days and dollars from 30 to 50 % of peak.
#
# Answer: 2.3 million USD at 30 %, 0.8 million at 50 %.

mfu = sweep(30% .. 50% by 5%)
gpus : gpu = 16384
rent = $2/(gpu*hour) @ "H100 for a year, 2026: 1.70 to 2.35 USD an hour"

time : day = llama3_1_405b.train_flops / (gpus * H100.bf16 * mfu)
bill : USD = time * gpus * rent

# One point more, at each: a hundredth of peak speed.
point : USD = bill - bill * mfu / (mfu + 0.01)

# What was reached over all hours of the model card, and what they cost beyond those of the best steps.
reached : % = mfu_of_run(llama3_1_405b.train_flops, llama3_1_405b.train_gpu_time, H100.bf16)
best : % = mfu_of_rate(430 TFLOP/s/gpu, H100.bf16) @ "Llama Team, arXiv 2407.21783, table 4"
lost : USD = llama3_1_405b.train_gpu_time * rent * (1 - reached / best)
