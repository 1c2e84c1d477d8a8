# one file under two names is one file
use "./parts/everything.sce" as low
use "./parts/everything.sce" as high
high.price = 5 USD/task
spread = high.price / low.price
