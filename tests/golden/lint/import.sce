# args: check
# What an import says is told where it is checked itself.
use "./parts/prices.sce"
b = a * hours
