# args: check --only b
# What was not computed cannot tell whether a comment silences something.
a = 3 GB + 2 GiB  # allow E0705: for both tools
b = 3 GB  # allow E0707: nothing here
