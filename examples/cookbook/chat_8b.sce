# How many GPUs for a million daily users of an 8B chat model? Requests queue for a seat in a batch: at the busiest moment
# one in a hundred may wait.
#
# Answer: 35 H100, for 0.06 USD a user and month; 75 A100 do the same, and a 70B model takes 257 H100.

usage chat <
  people = 1e6; requests = 10 / day; made = 400 token; peak = 2.5
> @ "a plan: ten answers of 400 tokens, evenings 2.5 times the average"

serving replica <
  serves = llama3_1_8b
  prompt = 1200; answer = 400
  batch = 64 @ "a choice: fast enough to read along"
  utilization = 50%; bandwidth_utilization = 70%
> @ "a plan: the length of chats; a guess: what servers reach of the roofline"

served_fleet fleet <
  replica = replica; app = chat.demand; peak = chat.peak; wait = 1% @ "a target"
>

machines = ceil(fleet.replicas)
bill : USD/month = fleet.gpus * replica.gpu.rent
per_user : USD/month = bill / chat.people

scenario older < replica.gpu = A100 >
scenario larger < replica.serves = llama3_1_70b; replica.gpus = 4 >
