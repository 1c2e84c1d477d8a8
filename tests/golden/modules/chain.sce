# an import is relative to the file that it stands in
use "./parts/deep/outer.sce"
week = day_rent * 7
