# args: run --samples 16k
# Two models on two accelerators, one of them with samples, in two scenarios.
usage chat < people = 1e6 to 3e6; requests = 5; made = 400 token; peak = 2 >
serving small < serves = llama3_1_8b; prompt = 800; answer = 400; batch = 64; gpu_hour_cost = 2 >
serving large <
  serves = deepseek_v3
  gpu = H200
  gpus = 8
  precision = 1
  compute_precision = 1
  prompt = 800
  answer = 400
  batch = 128
  exchange_time = 0
>
share_of_large = 10%
tiered_fleet assistant <
  served_fleet quick < replica = small; chat = chat.demand * (1 - share_of_large); peak = 2 >
  served_fleet thorough < replica = large; chat = chat.demand * share_of_large; peak = 2 >
>
scenario better < share_of_large = 50% >
