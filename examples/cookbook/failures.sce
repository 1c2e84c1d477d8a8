# How much time do failures take? A large run stops when any accelerator does, and goes on from its last checkpoint. From a
# thousand to a hundred thousand accelerators, at the rate of failures that Llama 3.1 had.
#
# Answer: they leave 99 % of it to a thousand accelerators, 93 % to 16,000 and 68 % to 100,000.

gpus = sweep(1000 gpu, 4000 gpu, 16e3 gpu, 100e3 gpu)

checkpoints careful <
  trains = llama3_1_405b
  gpus = gpus
  storage = 2 TB/s
> @ "Llama Team, arXiv 2407.21783, section 3.3.1: storage that writes 2 TB/s"

# Without care: a checkpoint every two hours.
checkpoints careless from careful < interval = 2 hour > @ "a habit"

# What that costs a day, in rent of H100.
wasted : USD/day = gpus * H100.rent * (careful.goodput - careless.goodput)

# Restarting in two minutes in place of ten: what that is worth.
checkpoints quick from careful < restart = 2 minute > @ "a goal"
won : USD/day = gpus * H100.rent * (quick.goodput - careful.goodput)
