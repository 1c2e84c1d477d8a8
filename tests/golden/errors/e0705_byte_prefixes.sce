# args: check
# What is told, and what is not.
needed = 140 GB + 12 GiB

fine = 140 GB + 12 GB
