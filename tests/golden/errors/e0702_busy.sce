# args: check
# What is told, and what is not.
token_fleet one < serves = llama2_70b; utilization = 95%; chat = 1e9 > @ "a guess"

token_fleet two < serves = llama2_70b; utilization = 45%; chat = 1e9 > @ "a guess"
