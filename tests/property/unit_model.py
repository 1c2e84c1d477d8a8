"""Why this file exists: the suites here and in tests/dimension predict units without asking sce. This is a small unit model
of their own: what a unit is worth in base units, and its dimension as exponents of the base units, for a unit spelled as the
language spells it (`TFLOP/s`, `1/(gpu*hour)`, `s^(1/2)`). Month and year are the language's planning conventions."""

import re
from fractions import Fraction

SI = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21, "Y": 1e24, "R": 1e27, "Q": 1e30,
      "m": 1e-3, "u": 1e-6, "µ": 1e-6, "n": 1e-9, "p": 1e-12}
BINARY = {"Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40, "Pi": 2.0**50}

# name: (worth in base units, exponents of the base units, which prefixes it takes)
UNITS = {
    "s": (1.0, {"s": 1}, "si"), "minute": (60.0, {"s": 1}, ""), "hour": (3600.0, {"s": 1}, ""),
    "day": (86400.0, {"s": 1}, ""), "week": (604800.0, {"s": 1}, ""), "month": (2592000.0, {"s": 1}, ""),
    "year": (31536000.0, {"s": 1}, ""),
    "m": (1.0, {"m": 1}, "si"), "g": (1.0, {"g": 1}, "si"), "tonne": (1e6, {"g": 1}, ""),
    "J": (1e3, {"g": 1, "m": 2, "s": -2}, "si"), "W": (1e3, {"g": 1, "m": 2, "s": -3}, "si"),
    "Wh": (3.6e6, {"g": 1, "m": 2, "s": -2}, "si"),
    "bit": (1.0, {"bit": 1}, "si binary"), "B": (8.0, {"bit": 1}, "si binary"),
    "FLOP": (1.0, {"FLOP": 1}, "si"), "MAC": (1.0, {"MAC": 1}, "si"),
    "param": (1.0, {"param": 1}, ""), "token": (1.0, {"token": 1}, ""), "gpu": (1.0, {"gpu": 1}, ""),
    "image": (1.0, {"image": 1}, ""), "frame": (1.0, {"frame": 1}, ""), "USD": (1.0, {"USD": 1}, ""),
    "cent": (0.01, {"USD": 1}, ""),
    "video_second": (1.0, {"video_second": 1}, ""), "video_minute": (60.0, {"video_second": 1}, ""),
    "video_hour": (3600.0, {"video_second": 1}, ""),
}
TOKEN = re.compile(r"[A-Za-zµ_]+|\d+|[*/^()-]")


class UnitError(ValueError):
    pass


def atom(name):
    """Worth and exponents of one unit name, with or without a prefix."""
    if name in UNITS and name != "B":
        worth, powers, _ = UNITS[name]
        return worth, powers
    for table, word in ((BINARY, "binary"), (SI, "si")):
        for prefix, factor in table.items():
            rest = name[len(prefix):]
            if name.startswith(prefix) and rest in UNITS and word in UNITS[rest][2]:
                worth, powers, _ = UNITS[rest]
                return worth * factor, powers
    raise UnitError("no unit " + name)


def factors(text):
    """The names in a unit with their exponents, as a dictionary: `1/(gpu*hour)` is {gpu: -1, hour: -1}."""
    tokens = TOKEN.findall(text)
    if "".join(tokens) != text:
        raise UnitError("not a unit: " + text)
    result = {}

    def exponent(place):
        sign = 1
        if tokens[place] == "-":
            sign, place = -1, place + 1
        if tokens[place] != "(":
            return Fraction(sign * int(tokens[place])), place + 1
        end = tokens.index(")", place)
        return sign * Fraction("".join(tokens[place + 1:end])), end + 1

    def factor(place, sign):
        if tokens[place] == "(":
            return product(place + 1, sign) + 1
        name, power, place = tokens[place], Fraction(1), place + 1
        if place < len(tokens) and tokens[place] == "^":
            power, place = exponent(place + 1)
        if name != "1":
            result[name] = result.get(name, Fraction(0)) + sign * power
        return place

    def product(place, sign):
        place = factor(place, sign)
        while place < len(tokens) and tokens[place] in "*/":
            place = factor(place + 1, sign if tokens[place] == "*" else -sign)
        return place

    product(0, 1)
    return {name: power for name, power in result.items() if power}


def unit(text):
    """Worth in base units and dimension (a sorted tuple of base unit and exponent) of a unit as spelled."""
    worth, powers = 1.0, {}
    for name, exponent in factors(text).items():
        one, base = atom(name)
        worth *= one ** float(exponent) if exponent.denominator != 1 else one ** int(exponent)
        for key, value in base.items():
            powers[key] = powers.get(key, Fraction(0)) + value * exponent
    return worth, dimension_of(powers)


def dimension_of(powers):
    return tuple(sorted((name, Fraction(value)) for name, value in powers.items() if value))
