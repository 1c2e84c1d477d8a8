# exit: 2
use "./parts/prices_of_2023.sce"
total = 10 gpu * rent
