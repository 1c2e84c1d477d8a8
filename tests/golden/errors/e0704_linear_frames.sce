# args: check
# What is told, and what is not.
model clip < params = 20e9; frames = 180 > @ "a guess"

model image < params = 20e9 > @ "a guess"
