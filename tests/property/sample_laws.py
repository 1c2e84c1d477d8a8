"""Why this file exists: the evaluator of samples turns numbers in (0, 1) into values by itself. Each family is its quantile function and its distribution
function, from their definitions and the textbook series of the incomplete gamma and beta functions; nothing here is quick."""

import functools
import math
from statistics import NormalDist

NORMAL = NormalDist()
Z95 = NORMAL.inv_cdf(0.95)
LEAST = 1e-17
LEAST_SHAPE, MOST_SHAPE = 0.02, 1e4      # beyond, the series here are no measure

SHAPED = {"gamma", "beta", "pert"}


class Unsound(Exception):
    """Parameters that make no distribution, or values that are no numbers: such programs are not made."""


def normal_quantile(u):
    return NORMAL.inv_cdf(min(max(u, LEAST), 1 - 1e-16))


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def gamma_tails(a, x):
    """P(X <= x) and P(X > x) of a gamma distribution of scale 1."""
    if x <= 0:
        return 0.0, 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-17:
            n += 1
            term *= x / n
            total += term
        return front * total, 1 - front * total
    upper = front * continued(lambda n: n * (a - n), lambda n: x + 2 * n + 1 - a, lambda first: 1 / first)
    return 1 - upper, upper


def continued(numerator, denominator, end):
    """end(b0 + a1 / (b1 + a2 / (b2 + …))), by Lentz's method."""
    tiny = 1e-300
    value = denominator(0) or tiny
    c, d = value, 0.0
    for n in range(1, 2000):
        d = denominator(n) + numerator(n) * d
        c = denominator(n) + numerator(n) / c
        d = 1 / (d or tiny)
        c = c or tiny
        step = c * d
        value *= step
        if abs(step - 1) < 1e-16:
            break
    return end(value)


def beta_tails(a, b, x):
    if x <= 0 or x >= 1:
        return (0.0, 1.0) if x <= 0 else (1.0, 0.0)
    if x > (a + 1) / (a + b + 2):
        lower, upper = beta_tails(b, a, 1 - x)
        return upper, lower
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a

    def numerator(n):
        m = n // 2
        if n % 2 == 0:
            return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))

    lower = front * continued(numerator, lambda n: 1.0, lambda first: 1 / first)
    return lower, 1 - lower


def solve(tails, value_of, slope, u):
    """The value whose lower tail is u: halving, with Newton's steps where they stay inside; in a coordinate s that is unbounded."""
    low, high, s = -60.0, 60.0, 0.0
    for _ in range(200):
        x = value_of(s)
        lower, upper = tails(x)
        off = lower - u if u < 0.5 else (1 - u) - upper
        if off > 0:
            high = s
        else:
            low = s
        rate = slope(x)
        step = s - off / rate if rate > 0 else low - 1
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - s) <= 1e-13 * max(1.0, abs(s)):
            return value_of(step)
        s = step
    return value_of(s)


@functools.lru_cache(maxsize=100000)
def gamma_quantile(a, u):
    return solve(lambda x: gamma_tails(a, x), math.exp, lambda x: math.exp(a * math.log(x) - x - math.lgamma(a)), u)


@functools.lru_cache(maxsize=100000)
def beta_quantile(a, b, u):
    constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)

    def value_of(s):
        return 1 / (1 + math.exp(-s))

    return solve(lambda x: beta_tails(a, b, x), value_of,
                 lambda x: math.exp(constant + a * math.log(x) + b * math.log1p(-x)) if 0 < x < 1 else 0.0, u)


# --- the families ------------------------------------------------------------------------------------------------------------


def plain(family, p):
    """A distribution as one of few: its name and what it takes."""
    need = {"uniform": lambda: p[0] < p[1], "normal": lambda: p[1] > 0, "lognormal": lambda: 0 < p[0] < p[1],
            "lognormal_mean": lambda: min(p) > 0, "lognormal_log": lambda: 0 < p[1] and p[0] + 8.5 * p[1] < 700,
            "to": lambda: p[0] < p[1] and p[0] != 0 != p[1], "beta": lambda: LEAST_SHAPE < min(p) and max(p) < MOST_SHAPE, "gamma": lambda: LEAST_SHAPE < p[0] < MOST_SHAPE and p[1] > 0,
            "exponential": lambda: p[0] > 0}.get(family, lambda: p[0] < p[2] and p[0] <= p[1] <= p[2])
    if not need():
        raise Unsound()
    if family == "to" and p[0] < 0:
        return "normal", [(p[0] + p[1]) / 2, (p[1] - p[0]) / (2 * Z95)]
    if family in ("to", "lognormal"):
        return "lognormal_log", [(math.log(p[0]) + math.log(p[1])) / 2, math.log(p[1] / p[0]) / (2 * Z95)]
    if family == "lognormal_mean":
        variance = math.log1p((p[1] / p[0])**2)
        return "lognormal_log", [math.log(p[0]) - variance / 2, math.sqrt(variance)]
    return family, p


def pert_shape(p):
    width = p[2] - p[0]
    return 1 + 4 * (p[1] - p[0]) / width, 1 + 4 * (p[2] - p[1]) / width


def quantile(family, parameters, u):
    family, p = plain(family, parameters)
    if family == "uniform":
        return p[0] + u * (p[1] - p[0])
    if family == "normal":
        return p[0] + p[1] * normal_quantile(u)
    if family == "lognormal_log":
        return math.exp(p[0] + p[1] * normal_quantile(u))
    if family == "triangular":
        width, share = p[2] - p[0], (p[1] - p[0]) / (p[2] - p[0])
        return p[0] + width * math.sqrt(u * share) if u < share else p[2] - width * math.sqrt((1 - u) * (1 - share))
    if family == "pert":
        return p[0] + (p[2] - p[0]) * beta_quantile(*pert_shape(p), u)
    if family == "beta":
        return beta_quantile(p[0], p[1], u)
    if family == "gamma":
        return p[1] * gamma_quantile(p[0], u)
    return -p[0] * math.log1p(-u)


def cdf(family, parameters, x):
    family, p = plain(family, parameters)
    if family == "uniform":
        return min(max((x - p[0]) / (p[1] - p[0]), 0.0), 1.0)
    if family == "normal":
        return normal_cdf((x - p[0]) / p[1])
    if family == "lognormal_log":
        return normal_cdf((math.log(x) - p[0]) / p[1]) if x > 0 else 0.0
    if family == "triangular":
        t, share = min(max((x - p[0]) / (p[2] - p[0]), 0.0), 1.0), (p[1] - p[0]) / (p[2] - p[0])
        return t * t / share if t < share else 1 - (1 - t)**2 / (1 - share) if share < 1 else t * t
    if family == "pert":
        return beta_tails(*pert_shape(p), (x - p[0]) / (p[2] - p[0]))[0]
    if family == "beta":
        return beta_tails(p[0], p[1], x)[0]
    if family == "gamma":
        return gamma_tails(p[0], x / p[1])[0]
    return -math.expm1(-x / p[0]) if x > 0 else 0.0


def truncated(family, parameters, low, high, u):
    """The quantile of what lies within low .. high; a bound None is not there."""
    if low is not None and high is not None and low >= high:
        raise Unsound()
    start = cdf(family, parameters, low) if low is not None else 0.0
    end = cdf(family, parameters, high) if high is not None else 1.0
    if end - start < 1e-4:
        raise Unsound()
    x = quantile(family, parameters, start + u * (end - start))
    x = x if low is None else max(x, low)
    return x if high is None else min(x, high)


def choose(values, weights, u):
    """The first value whose running sum of weights lies above u of the whole."""
    if min(weights) < 0 or sum(weights) <= 0:
        raise Unsound()
    last = max(i for i, weight in enumerate(weights) if weight > 0)
    so_far, goal = 0.0, u * sum(weights)
    for i in range(last):
        so_far += weights[i]
        if so_far > goal:
            return values[i]
    return values[last]


def correlated(own, other, rho):
    if abs(rho) > 1:
        raise Unsound()
    r = rho if abs(rho) == 1 else 2 * math.sin(math.pi * rho / 6)
    return min(max(normal_cdf(r * normal_quantile(other) + math.sqrt(max(0.0, 1 - r * r)) * normal_quantile(own)), 2.0**-54), 1 - 2.0**-53)
