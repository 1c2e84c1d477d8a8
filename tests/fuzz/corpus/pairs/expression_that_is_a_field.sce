# Words of the language that are names where a name stands.
use = 1
unit = use + 1
out = unit + from
from = 3
each : m = 4 m
kind = out * 2
fn twice(inkind, from = 2) = kind
from = 3
each : m = 4 m
kind = out * 2
fn twice(kind, from = 2) = kind * from
twice(kind)
twice(1, from = 5)
