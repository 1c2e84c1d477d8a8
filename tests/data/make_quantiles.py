#!/usr/bin/env python3
"""Why this file exists: it writes quantiles.csv, quantiles of gamma and beta distributions at 20 digits and more (mpmath), as an
independent source for tests/unit/test_distribution.c. The tests read the copy; no test run needs this script.

Each quantile is found by bisection and secant steps on the tail that is smaller, for exactly the double u of the row.
"""
import csv
import pathlib
import sys

from mpmath import betainc, exp, gammainc, inf, ln, loggamma, mp, mpf, nstr

mp.dps = 90

PROBABILITIES = [1e-12, 1e-9, 1e-6, 1e-3, 0.02, 0.05, 0.2, 0.5, 0.7, 0.95, 0.999, 1 - 2.0**-20, 1 - 2.0**-30, 1 - 2.0**-40]
FEW = [1e-12, 1e-3, 0.5, 0.95, 1 - 2.0**-40]
SHAPES = [0.01, 0.03, 0.1, 0.3, 0.7, 0.999, 1.0, 1.5, 2.5, 7.0, 10.0, 33.0, 100.0, 450.0, 2000.0, 9999.0]
LARGE_SHAPES = [10001.0, 1e5, 1e6, 1e8]
PAIRS = [(0.01, 0.01), (0.01, 1.0), (0.01, 30.0), (1.0, 0.01), (0.3, 0.7), (0.5, 0.5), (0.9, 4.0), (1.0, 1.0), (1.0, 3.0), (2.0, 5.0),
         (3.0, 3.0), (4.2, 1.8), (5.0, 1.0), (5.0, 1e-1), (12.0, 40.0), (200.0, 3.0), (100.0, 100.0), (1.5, 1000.0)]
LARGE_PAIRS = [(0.01, 1e6), (1e6, 0.01), (0.5, 1e5), (1e6, 2.0), (3000.0, 5000.0), (40.0, 1e6), (1e5, 3e5), (1e6, 1e6)]


def integrate(density, low, high):
    """By quadrature on pieces; for densities that are too peaked for the series of mpmath."""
    with mp.workdps(35):
        return mp.quad(density, mp.linspace(low, high, 30))


def gamma_tails(shape):
    """-> function of s = ln x that gives the tail left and right of it, and the density in s."""
    shape = mpf(shape)
    norm = loggamma(shape)

    def density(s):
        return exp(shape * s - exp(s) - norm)

    if shape <= 10000:
        return (lambda s: gammainc(shape, 0, exp(s), regularized=True)), (lambda s: gammainc(shape, exp(s), inf, regularized=True)), density
    sd = 1 / mp.sqrt(shape)
    return (lambda s: integrate(density, s - 25 * sd, s)), (lambda s: integrate(density, s, s + 25 * sd)), density


def beta_tails(a, b):
    a, b = mpf(a), mpf(b)
    norm = loggamma(a) + loggamma(b) - loggamma(a + b)

    def density(s):
        x, y = 1 / (1 + exp(-s)), 1 / (1 + exp(s))
        return exp(a * ln(x) + b * ln(y) - norm)

    if a + b <= 2000:
        return (lambda s: betainc(a, b, 0, 1 / (1 + exp(-s)), regularized=True)), (lambda s: betainc(b, a, 0, 1 / (1 + exp(s)), regularized=True)), density

    # One parameter small, one large: the series of positive terms from the side of the small one, and 1 minus it.
    def series(p, q, x, s):
        term = total = mpf(1) / p
        n = 0
        while term > total * mpf(10) ** -85:
            n += 1
            term *= (p + q + n - 1) / (p + n) * x
            total += term
        return total * density(s)

    if a <= 50:
        return (lambda s: series(a, b, 1 / (1 + exp(-s)), s)), (lambda s: 1 - series(a, b, 1 / (1 + exp(-s)), s)), density
    if b <= 50:
        return (lambda s: 1 - series(b, a, 1 / (1 + exp(s)), s)), (lambda s: series(b, a, 1 / (1 + exp(s)), s)), density

    # In s the density falls at least as exp(-min(a, b) |s|) or faster: integrate outwards until it is below 1e-70 of where it is least.
    def reach(sign, s):
        step, edge = mpf(1) / mp.sqrt(a + b) / 4, s
        while density(edge) > mpf(10) ** -75:
            edge += sign * step
            step *= mpf(1.15)
        return edge

    return (lambda s: integrate(density, reach(-1, s), s)), (lambda s: integrate(density, s, reach(1, s))), density


def solve(tails, u, start, most=0):
    """Newton's method on ln of the smaller tail (concave in s), until it no longer moves; steps of at most `most`, if given."""
    below, above, density = tails
    u, s = mpf(u), mpf(start)
    for _ in range(200):
        if u <= 0.5:
            tail = below(s)
            step = -ln(tail / u) * tail / density(s)
        else:
            tail = above(s)
            step = ln(tail / (1 - u)) * tail / density(s)
        limit = most or mpf(30) + abs(s)
        s += max(-limit, min(limit, step))
        if abs(step) < mpf(10) ** -21 * (1 + abs(s)):
            return s
    raise ArithmeticError(f"no quantile: {start} {s} {step}")


def rows():
    for shape in SHAPES + LARGE_SHAPES:
        tails = gamma_tails(shape)
        for u in PROBABILITIES if shape in SHAPES else FEW:
            start = (ln(mpf(u)) + loggamma(1 + mpf(shape))) / shape if shape < 1 and u < 0.9 else ln(mpf(max(shape, 0.5)))
            yield "gamma", shape, 1, u, exp(solve(tails, u, start))
    for a, b in PAIRS + LARGE_PAIRS:
        tails = beta_tails(a, b)
        small = min(a, b)
        for u in PROBABILITIES if (a, b) in PAIRS else FEW:
            if small >= 1:
                start = ln(mpf(a) / b)
            elif a == small and u <= 0.5:
                start = (ln(mpf(u)) + ln(mpf(a)) + loggamma(a) + loggamma(b) - loggamma(a + b)) / a
            elif b == small and u > 0.5:
                start = -(ln(1 - mpf(u)) + ln(mpf(b)) + loggamma(a) + loggamma(b) - loggamma(a + b)) / b
            else:
                start = ln(mpf(a) / b)
            most = 3 * mp.sqrt(1 / mpf(a) + 1 / mpf(b)) if small > 50 else 1 if a + b > 2000 and (u > 0.5) == (a == small) else 0
            s = solve(tails, u, start, most)
            yield "beta", a, b, u, 1 / (1 + exp(-s))


def main():
    path = pathlib.Path(__file__).with_name("quantiles.csv")
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["family", "a", "b", "u", "quantile"])
        for family, a, b, u, x in rows():
            out.writerow([family, repr(a), repr(b), repr(u), nstr(x, 20, strip_zeros=False, min_fixed=0, max_fixed=0)])
            sys.stderr.write(".")
            sys.stderr.flush()


main()
