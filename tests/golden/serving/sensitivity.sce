# args: sensitivity FILE served_fleet.gpus
# Seats are real numbers here, so that derivatives are not those of a staircase.
people = 1e6
usage asked < people = people; requests = 5 @ "a guess"; made = 400 token; peak = 2 >
serving small <
  serves = llama3_1_8b
  prompt = 800
  answer = 400
  batch = 64
  utilization = 50%
  bandwidth_utilization = 70%
>
served_fleet < replica = small; chat = asked.demand; peak = asked.peak; wait = 1% >
