# exit: 2
use "../../prices.sce"
total = 10 gpu * rent
