#!/usr/bin/env python3
"""Makes functions.csv: values of elementary functions to 30 digits, by mpmath at 400 bits, for the tests of the kernels of sampling.

    python3 tests/data/make_functions.py > tests/data/functions.csv

The arguments come from a fixed seed and from a list of places where such functions go wrong. They are doubles, written so that they read back.
"""
import random
from mpmath import erfc, exp, log, mp, mpf, nstr, sqrt

mp.prec = 400
rng = random.Random(20260101)


def ends(low, high, count):
    """Arguments between two ends, evenly and by their logarithm's size."""
    return [rng.uniform(low, high) for _ in range(count)]


def by_exponent(low, high, count):
    return [float(mpf(2) ** mpf(rng.uniform(low, high))) for _ in range(count)]


def cdf(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def quantile(u):
    """Newton's method on the logarithm of the tail; u is a double, so its distance from 1 is exact."""
    u = mpf(u)
    if u == mpf(1) / 2:
        return mpf(0)
    p, sign = (u, -1) if u < mpf(1) / 2 else (1 - u, 1)
    z = sqrt(-2 * log(p)) if p < mpf('0.1') else (mpf(1) / 2 - p) * mpf('2.5')
    for _ in range(400):
        tail = cdf(-z)
        step = (log(tail) - log(p)) * tail * sqrt(2 * mp.pi) * exp(z * z / 2)
        z += step
        if abs(step) <= abs(z) * mpf(2) ** -200:
            return sign * z
    raise ArithmeticError(f'no quantile of {u}')


NEAR_ONE = [1 + k * 2.0 ** -e for k in (-1, 1) for e in (2, 3, 5, 8, 12, 20, 30, 40, 52)]
LOGARITHMS = NEAR_ONE + [5e-324, 1e-310, 2.0 ** -1022, 1e-300, 0.5, 2, 3, 8, 10, 1000, 1e15, 1e22, 2 ** 0.5, 0.5 ** 0.5, 1.7976931348623157e308] \
    + by_exponent(-1000, 1000, 25) + ends(0.5, 2, 40)
POWERS = [(2, 10), (2, -1074), (2, -1022.5), (-2, 3), (-3, -5), (-1.5, 40), (10, 22), (10, -22), (10, 308), (1.0000000001, 1e12), (0.9999999999, 1e12), (3, 0.5),
          (5e-324, 0.5), (1e-310, 0.01), (1.7976931348623157e308, 0.001), (0.5, 1074), (7, 0.3333333333333333), (1 + 2.0 ** -52, 2.0 ** 58), (-7.5, 2)] \
    + [(x, rng.uniform(-700, 700) / max(abs(float(log(mpf(x)))), 1)) for x in by_exponent(-200, 200, 60)] + [(x, rng.uniform(-3, 3)) for x in ends(0.1, 20, 40)] \
    + [(x, rng.uniform(-1500, 1500)) for x in ends(0.7, 1.5, 40)]
QUANTILES = [0.5, 0.25, 0.75, 0.075, 0.925, 0.05, 0.95, 0.001, 0.999, 1e-10, 1.3887943864964e-11, 1e-12, 1e-20, 1e-100, 1e-300, 2.0 ** -53, 1 - 2.0 ** -53, 0.5 + 2.0 ** -53,
             0.5 - 2.0 ** -30] + ends(0.075, 0.925, 60) + ends(0, 0.075, 40) + ends(0.925, 1, 40) + by_exponent(-1000, -5, 30)

rows = []
for x in [0.0, 2.0 ** -60, -2.0 ** -60, 1, -1, 709, 709.78, -708, -709, -740, -745, 0.34657359027997264, -0.34657359027997264] + ends(-708, 709, 60) + ends(-2, 2, 60):
    rows.append(('exp', x, 0, exp(mpf(x))))
for name, base in (('ln', None), ('log10', 10), ('log2', 2)):
    for x in LOGARITHMS:
        rows.append((name, x, 0, log(mpf(x)) if base is None else log(mpf(x)) / log(mpf(base))))
for x, y in POWERS:
    sign = -1 if x < 0 and y % 2 else 1
    rows.append(('power', x, y, sign * mpf(abs(x)) ** mpf(y)))
for z in [0.0, 1e-10, -1e-10, 1, -1, -2, 3, 5, 8, 8.5, -5, -8, -20, -30, -35, -37] + ends(-37, 8, 90) + ends(-3, 3, 60):
    rows.append(('normal_cdf', z, 0, cdf(mpf(z))))
for u in QUANTILES:
    rows.append(('normal_quantile', u, 0, quantile(u)))

print('function,x,y,value')
for name, x, y, value in rows:
    print(f'{name},{float(x)!r},{float(y)!r},{nstr(value, 30)}')
