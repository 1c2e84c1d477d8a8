# what an import defines may be replaced
use "./parts/everything.sce"
fast.speed = 6 batch/hour
price_day = fast.a_day * price
scenario slow_day < fast.speed = 1 batch/hour >
