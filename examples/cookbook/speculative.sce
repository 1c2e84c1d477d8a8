# Is speculative decoding worth it? A draft proposes four tokens, the large model checks them in one step. While memory decides,
# checking is almost free; with a full batch arithmetic is not.
#
# Answer: yes with few users, 2.3 times as fast for one; no with 256, where it takes 26 % more money.

users = sweep(1, 16, 64, 256)

serving plain <
  serves = llama3_1_70b
  gpus = 8
  prompt = 1000; answer = 500
  batch = users
  bandwidth_utilization = 70%; utilization = 50%
> @ "a plan: one node, the length of chats; a guess: what servers reach of the roofline"

serving drafted from plain <
  draft_length = 4
  acceptance = 70% @ "Leviathan et al., arXiv 2211.17192, table 3: 0.5 to 0.9"
  draft_cost = 5% @ "a guess: a draft of 1 to 3 billion parameters"
> @ "a choice: four tokens"

faster = plain.time_per_token / drafted.time_per_token
cheaper : % = 1 - drafted.million_cost / plain.million_cost
