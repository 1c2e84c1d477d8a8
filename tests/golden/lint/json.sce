# args: check --error-format json
# For programs.
a = 3 GB + 2 GiB
