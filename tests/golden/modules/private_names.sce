# args: check
# exit: 2
# an import does not see the names of the file that uses it
use "./parts/needs_more.sce"
missing_here = 3
total = wanted + 1
