# exit: 2
use "./parts/quotes_of_may.sce"
use "./parts/quotes_of_june.sce"
total = 10 gpu * rent
