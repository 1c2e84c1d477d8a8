#!/usr/bin/env python3
"""Makes erlang.csv: Erlang's formulas to 20 digits, for the tests of runtime/core/queueing.c.

    python3 tests/data/make_erlang.py > tests/data/erlang.csv

Whole servers by the recurrence of the definition, exactly (fractions) where that is short and else with 60 digits by mpmath; fractional ones by the incomplete gamma function.
`servers_5` is the least whole number of servers of which at most 5 % wait, found by walking up from the load, one server at a time; it is written where the row asks for it.
"""
import random
from fractions import Fraction
from mpmath import exp, gammainc, log, mp, mpf, nstr

mp.dps = 60
rng = random.Random(20260301)


def inverse_whole(load, servers):
    servers = int(servers)
    number = Fraction if servers <= 40 else mpf
    load, inverse = number(load), number(1)
    for k in range(1, servers + 1):
        inverse = 1 + inverse * k / load
    return mpf(inverse.numerator) / inverse.denominator if number is Fraction else inverse


def inverse_part(load, servers):
    load, servers = mpf(load), mpf(servers)
    return exp(load - servers * log(load)) * gammainc(servers + 1, load)


def wait(load, servers, inverse):
    share = mpf(load) / mpf(servers)
    return 1 / (share + (1 - share) * inverse)


def servers_for(load, share):
    inverse, servers = mpf(1), 0
    while servers <= load or wait(load, servers, inverse) > share:
        servers += 1
        inverse = 1 + inverse * servers / mpf(load)
    return servers


WHOLE = [(8, 10), (90, 100), (0.001, 1), (0.5, 1), (0.999, 1), (1, 2), (1, 20), (5, 5), (10, 3), (100, 1), (20, 128), (127.5, 128), (128, 129), (120, 160), (200, 150),
         (1000, 900), (1000, 1000), (1000, 1056), (1000, 1300), (10000, 10175), (10000, 10001), (99999.5, 100000), (1e6, 1001741), (1e6, 990000), (1e6, 1000001), (5e5, 501000),
         (1, 150), (100, 400), (38, 40), (22, 40), (19, 40), (20, 39), (70, 128), (60, 128), (560, 1000), (520, 1000)]
PART = [(8, 10.5), (0.25, 0.5), (0.25, 0.75), (1.999, 2.75), (2.001, 2.75), (90, 97.3), (90, 0.5), (127, 127.9), (127, 128.1), (150, 190.4), (3, 0.001), (1000, 1055.77), (30, 40.5), (21.3, 40.5), (30, 39.5), (600, 1000.25)]
rows = [(load, servers, inverse_whole(load, servers)) for load, servers in WHOLE]
for _ in range(20):
    load = 10 ** rng.uniform(-1, 4)
    servers = max(1, round(load + rng.uniform(-3, 6) * load ** 0.5))
    rows.append((load, servers, inverse_whole(load, servers)))
rows += [(load, servers, inverse_part(load, servers)) for load, servers in PART]

print('row,load,servers,lost,wait,servers_5')
for number, (load, servers, inverse) in enumerate(rows, 1):
    waits = nstr(wait(load, servers, inverse), 20) if servers > load else ''
    least = servers_for(load, mpf(5) / 100) if servers <= 2e5 and (load, servers, inverse) in rows[:len(WHOLE) + 20] else ''
    print(f'{number},{float(load)!r},{float(servers)!r},{nstr(1 / inverse, 20)},{waits},{least}')
