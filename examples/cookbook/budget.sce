# What does a model of 8B cost to train, all in? Fifteen trillion tokens like Llama 3.1 8B, on 1,024 H100: rent, people, and the
# experiments before.
#
# Answer: about 10 million USD; the accelerators are a quarter of it, people the rest.

llm_training run <
  trains = llama3_1_8b
  gpu = H100; gpus = 1024
  mfu = 35% to 45%
  goodput = uniform(85%, 97%)
  rent = $1.70/(gpu*hour) to $3.00/(gpu*hour)
> @ "published utilizations; Epoch AI and SemiAnalysis on rents, 2025 and 2026"

experiments = 20% to 300% @ "Cottier et al., arXiv 2405.21015, from memory, unverified: all compute is 1.2 to 4 times the last run"
people = 30 @ "a guess"
salary : USD/year = 200e3 to 600e3 @ "a guess: all that one costs"
months : month = 9 @ "a guess"

compute : USD = run.cost * (1 + experiments)
staff : USD = people * salary * months
total : USD = compute + staff
share : % = compute / total
over_twenty_million = prob(total > $20M)
