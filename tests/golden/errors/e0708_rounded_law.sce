# args: check
# What is told, and what is not.
scaling_law plan from hoffmann < budget = 1e24 > @ "a guess"

scaling_law fine from hoffmann_refit < budget = 1e24 > @ "a guess"
