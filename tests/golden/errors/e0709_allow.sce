# args: check
# What is told, and what is not.
needed = 140 GB + 12 GiB  # allow E0705

fine = 140 GB + 12 GiB  # allow E0705: as both tools print them
