# one file reached in two ways is one file
use "./parts/prices.sce"
use "./parts/deep/outer.sce"
week = day_rent * 7 + rent * 0 hour
