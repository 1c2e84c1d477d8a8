# args: check
# Directives: above, several in one, stacked, without reason, for nothing, of another group; what is none.
# allow E0705: a line above
a = 3 GB + 2 GiB
# A comment between them is no hindrance.
# allow E0705: stacked
# allow E0707: with another
b = 3.5 GB + 2 GiB
c = 3 GB + 2 GiB  # allow E0705, E0707: two at once
d = 3 GB + 2 GiB  # allow E0705
e = 3 GB + 2 GiB  # allow E0705:
f = 3 GB  # allow E0705: nothing to silence
g = 3 GB  # allow E0301: of another group
h = 3 GB  # allow E0799: there is none
i = 3 GB  # allow all of it: this is a comment like any other
j = 3 GB + 2 GiB @ "a # allow E0705: in quotes"
# allow E0705: a blank line ends what it is about

k = 3 GB + 2 GiB
