# claims of an import are not checked again, nor are its bare expressions shown
# args: check
use "./parts/everything.sce"
x = price * 2
