#!/usr/bin/env python3
"""Writes moments.csv: mean, standard deviation and quantiles of every distribution of the language and of some sums and products, by SciPy, for
tests/samples, with what ten million samples may be off: five standard errors. The tests do not need SciPy; run this by hand where a row is to be added.
"""

import math
import sys

from scipy import integrate, stats

Z = stats.norm.ppf(0.95)


def interval(low, high):
    return stats.lognorm(s=(math.log(high) - math.log(low)) / (2 * Z), scale=math.sqrt(low * high))


def lognormal_of_mean(mean, sd):
    s2 = math.log(1 + (sd / mean) ** 2)
    return stats.lognorm(s=math.sqrt(s2), scale=mean / math.sqrt(1 + (sd / mean) ** 2))


def triangular(low, mode, high):
    return stats.triang((mode - low) / (high - low), loc=low, scale=high - low)


def pert(low, mode, high):
    return stats.beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), loc=low, scale=high - low)


class Truncated:
    """By integration of the quantile function over the middle of the probabilities."""

    def __init__(self, of, low, high):
        self.of, self.first, self.last = of, of.cdf(low), of.cdf(high)

    def ppf(self, u):
        return self.of.ppf(self.first + u * (self.last - self.first))

    def moment(self, n):
        return integrate.quad(lambda u: self.ppf(u) ** n, 0, 1, epsabs=1e-12, epsrel=1e-12, limit=500)[0]

    def mean(self):
        return self.moment(1)

    def std(self):
        return math.sqrt(self.moment(2) - self.mean() ** 2)

    def fourth(self):
        return integrate.quad(lambda u: (self.ppf(u) - self.mean()) ** 4, 0, 1, epsrel=1e-6, limit=500)[0]


class Mixture:
    def __init__(self, parts, weights):
        self.parts, self.weights = parts, weights

    def mean(self):
        return sum(w * d.mean() for d, w in zip(self.parts, self.weights))

    def std(self):
        return math.sqrt(sum(w * (d.var() + d.mean() ** 2) for d, w in zip(self.parts, self.weights)) - self.mean() ** 2)

    def fourth(self):
        mean = self.mean()
        return sum(w * integrate.quad(lambda x: (x - mean) ** 4 * d.pdf(x), d.ppf(1e-15), d.ppf(1 - 1e-15), epsrel=1e-6)[0] for d, w in zip(self.parts, self.weights))

    def ppf(self, u):
        low, high = min(d.ppf(u) for d in self.parts), max(d.ppf(u) for d in self.parts)
        for _ in range(200):
            middle = (low + high) / 2
            if sum(w * d.cdf(middle) for d, w in zip(self.parts, self.weights)) < u:
                low = middle
            else:
                high = middle
        return (low + high) / 2


ROWS = [
    ("4 to 10", interval(4, 10)),
    ("1 to 1000", interval(1, 1000)),
    ("-3 to 5", stats.norm(1, 4 / Z)),
    ("uniform(-2, 7)", stats.uniform(-2, 9)),
    ("normal(10, 2)", stats.norm(10, 2)),
    ("normal(-1e9, 1)", stats.norm(-1e9, 1)),
    ("lognormal(2, 20)", interval(2, 20)),
    ("lognormal(mean = 5, sd = 2)", lognormal_of_mean(5, 2)),
    ("lognormal(mu = 1, sigma = 0.5)", stats.lognorm(s=0.5, scale=math.e)),
    ("triangular(1, 2, 4)", triangular(1, 2, 4)),
    ("triangular(0, 0, 1)", triangular(0, 0, 1)),
    ("pert(1, 2, 4)", pert(1, 2, 4)),
    ("beta(2, 3)", stats.beta(2, 3)),
    ("beta(0.5, 0.5)", stats.beta(0.5, 0.5)),
    ("beta(30, 3)", stats.beta(30, 3)),
    ("gamma(3, 2)", stats.gamma(3, scale=2)),
    ("gamma(0.4, 10)", stats.gamma(0.4, scale=10)),
    ("gamma(200, 0.1)", stats.gamma(200, scale=0.1)),
    ("exponential(7)", stats.expon(scale=7)),
    ("truncate(normal(10, 2), 9, 13)", Truncated(stats.norm(10, 2), 9, 13)),
    ("truncate(4 to 10, 5, 20)", Truncated(interval(4, 10), 5, 20)),
    ("mixture([normal(0, 1), normal(10, 2)], [30%, 70%])", Mixture([stats.norm(0, 1), stats.norm(10, 2)], [0.3, 0.7])),
    ("normal(1, 3) + normal(2, 4)", stats.norm(3, 5)),
    ("(2 to 8) * (3 to 5)", stats.lognorm(s=math.hypot(math.log(4), math.log(5 / 3)) / (2 * Z), scale=math.sqrt(2 * 8 * 3 * 5))),
    ("(2 to 8) / (3 to 5)", stats.lognorm(s=math.hypot(math.log(4), math.log(5 / 3)) / (2 * Z), scale=math.sqrt(2 * 8 / (3 * 5)))),
    ("exp(normal(0, 1))", stats.lognorm(s=1)),
    ("normal(0, 1)^2", stats.chi2(1)),
    ("max(uniform(0, 1), uniform(0, 1), uniform(0, 1))", stats.beta(3, 1)),
    ("uniform(0, 1) + uniform(0, 1)", triangular(0, 1, 2)),
    ("-ln(uniform(0, 1))", stats.expon()),
]


SAMPLES = 10_000_000
ERRORS = 5  # standard errors


def fourth(d):
    """The fourth central moment."""
    return d.fourth() if hasattr(d, "fourth") else (float(d.stats(moments="k")) + 3) * d.var() ** 2


def main():
    out = sys.stdout
    out.write("expression,mean,sd,sd_off,p5_low,p5,p5_high,p50_low,p50,p50_high,p95_low,p95,p95_high\n")
    for text, d in ROWS:
        sd = float(d.std())
        numbers = [float(d.mean()), sd, ERRORS * math.sqrt(max(float(fourth(d)) - sd**4, 0) / SAMPLES) / (2 * sd)]
        for p in (0.05, 0.5, 0.95):
            off = ERRORS * math.sqrt(p * (1 - p) / SAMPLES)
            numbers += [float(d.ppf(q)) for q in (p - off, p, p + off)]
        out.write(f'"{text}",' + ",".join(repr(n) for n in numbers) + "\n")


if __name__ == "__main__":
    main()
