# a name of the file stands before that of an import and of the library
# args: check
use "./parts/everything.sce"
price = 3 USD/task @ "the order"
total = price * 2 task @ "the order"
