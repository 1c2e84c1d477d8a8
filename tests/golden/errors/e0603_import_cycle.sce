# exit: 2
use "./parts/first.sce"
total = first_part + second_part
