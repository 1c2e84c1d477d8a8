# Can I train a 70B model on 512 H100 in a month? On as many tokens as its size is worth (twenty a parameter), laid out
# over 64 nodes: whether it fits, how long it takes, and how many would do it in a month.
#
# Answer: no. It takes 36 days; 624 of them would do it in a month.

llm mine from llama3_1_70b < train_tokens = 1.4e12 > @ "twenty tokens a parameter"

parallel_training plan <
  trains = mine
  gpu = H100
  tensor = 8; pipeline = 4; data = 16
  batch = 512  # sequences of 8,192 tokens: 4 million tokens a step
  goodput = 95%
> @ "a layer on a node, the layers on four, sixteen copies"

claim it_fits < holds = plan.fits > @ "33 of 80 GB"

in_a_month = plan.wall_time <= 1 month
needed : gpu = ceil(plan.gpu_time / (1 month), 8 gpu)  # at the same speed

# The tokens that a month is enough for.
tokens : token = mine.train_tokens * (1 month) / plan.wall_time
