# args: run --format json
# Whether something holds has no unit, whatever was compared.
a = 3 day
longer = (a > 2 day)
(a > 90 hour)
