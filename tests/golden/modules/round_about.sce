use "./parts/deep/../prices.sce"
total = rent
