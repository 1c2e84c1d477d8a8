"""Why this file exists: a second reading of samples, sweeps, recurrences, scenarios and copies, as slow and as plain as it can be. Every field at every point
of every column is worked out by walking the tree of its formula; a value that is not known is a tuple of all its samples. It shares nothing with sce but
the documented words of its draws.

What a number may be off by rounding is found by walking twice: the second time every literal and every draw is nudged a little, and how far a value moves
says how well it is known."""

import math
import zlib

import sample_laws as laws
import sample_words as words
from sample_laws import Unsound

A_FORMULA = 1 << 16            # what is replaced upon something that draws, draws under numbers of its own
SPARE = 1 << 31
ROUNDED = {"+", "-", "*", "/", "neg", "abs", "sqrt", "exp", "ln"}
NUDGE, NUDGE_SHAPED = 1e-12, 4e-9    # tables of gamma and beta are good to 2e-9


class Node:
    """A part of a formula: its kind, its operands in the order in which they are evaluated, how it is spelled, and what else there is to know."""

    def __init__(self, kind, kids=(), text="", **data):
        self.__dict__.update(data)
        self.kind, self.kids, self.text = kind, list(kids), text

    def like(self, **changes):
        return Node(**dict(self.__dict__, **changes))

    def all(self):
        yield self
        for kid in self.kids:
            yield from kid.all()


def number_draws(node, count=0):
    """Numbers the draws of a formula as they are evaluated; returns how many there are."""
    for kid in node.kids:
        count = number_draws(kid, count)
    node.number = count
    rounds = node.kind in ("dist", "trunc", "corr") or (node.kind == "op" and node.op in ROUNDED and node.kids[0].kind != "num")
    node.turn = zlib.crc32(node.text.encode()) if rounds else None     # each another way: what is equal but for rounding is not equal
    return count + 1 if node.kind in ("dist", "choice") else count


class Formula:
    """An equation where it is written: for which field, as a replacement of which column (None: the base, "": a definition)."""

    def __init__(self, expr, path, column, written):
        self.expr, self.path, self.column, self.written = expr, path, column, written
        number_draws(expr)

    def __repr__(self):
        return ".".join(self.path) + " = " + self.expr.text


class Axis:
    def __init__(self, path, labels, values=None, paths=None):
        self.path, self.labels, self.values, self.paths = path, labels, values, paths   # paths: of the members of an `each`, of swept blocks


class Field:
    def __init__(self, path):
        self.path, self.base, self.columns = path, [], {}     # formulas, the one that holds last


class Place:
    """Where in the program a formula is walked: the field, its formula, the column, the point, the axes of draws, what a function was given."""

    def __init__(self, field, formula, column, point, over=(), given=None):
        self.field, self.formula, self.column, self.point, self.over, self.given = field, formula, column, point, over, given

    def but(self, **changes):
        return Place(**dict(self.__dict__, **changes))


class World:
    def __init__(self):
        self.fields, self.axes = {}, {}
        self.scenarios = {}            # name -> the one that it is made from, or None
        self.count, self.seed, self.nudged = 1, 0, False
        self.streams = {}
        self.forget()

    def forget(self):
        self.values, self.over, self.depths = {}, None, {}

    # --- formulas -----------------------------------------------------------------------------------------------------------

    def formula_in(self, path, column):
        field = self.fields[path]
        return field.columns[column][-1] if column in field.columns else field.base[-1]

    def below(self, path, formula):
        """What a replacement replaces, in this field: what stood there before in its column, else what its scenario is made from."""
        field = self.fields[path]
        if formula.column in (None, ""):
            return field.base[field.base.index(formula) - 1]
        column = field.columns[formula.column]
        at = column.index(formula)
        return column[at - 1] if at else self.formula_in(path, self.scenarios[formula.written])

    def key_path(self, formula):
        """Whose unknowns a formula draws: the field's for which it was written; a scenario's replacement shares those of the base."""
        return formula.path if formula.column in (None, "") else self.fields[formula.path].base[-1].path

    def depth(self, formula):
        """How many replacements a formula builds on."""
        if formula.column == "":
            return 0
        beneath = None
        for node in formula.expr.all():
            if node.kind == "self":
                return 1 + self.depth(self.below(formula.path, formula))
            if node.kind == "ref" and not beneath:
                other = self.formula_in(node.path, formula.written)
                beneath = other if self.key_path(other) == self.key_path(formula) else None
        return 1 + self.depth(beneath) if beneath else 0

    def path_of(self, node, place):
        return node.path if node.kind == "ref" else place.field[:-1] + (node.name,)

    def axis(self, node, place):
        """The axis that a node names: that of the field, which is its original's in a copy that sweeps as that one does."""
        path = node.axis if isinstance(node.axis, tuple) else place.field[:-1] + (node.axis,)
        return self.axes[path] if path in self.axes else self.fields[path].base[-1].expr.axes[self.fields[path].base[-1].path]

    # --- over which axes a value stands ----------------------------------------------------------------------------------------

    def axes_of(self, path):
        if self.over is None:
            self.over = {path: frozenset() for path in self.fields}
            self.sampled = set()
            changed = True
            while changed:
                changed = False
                for one, field in self.fields.items():
                    places = [(top.expr, Place(one, top, "base", {})) for top in [field.base[-1]] + [column[-1] for column in field.columns.values()]]
                    found = frozenset(["scenario"] if field.columns else []).union(*(self.node_axes(*place) for place in places))
                    drawn = one not in self.sampled and any(self.has_samples(*place) for place in places)
                    self.sampled |= {one} if drawn else set()
                    changed = changed or drawn or found != self.over[one]
                    self.over[one] = found
        return self.over[path]

    def has_samples(self, node, place):
        """Whether a value is not known, in some column at some point."""
        if node.kind in ("ref", "sib"):
            return self.path_of(node, place) in self.sampled
        if node.kind == "self":
            beneath = self.below(place.field, place.formula)
            return self.has_samples(beneath.expr, place.but(formula=beneath))
        if node.kind in ("each", "swept"):
            paths = self.axis(node, place).paths
            return any(path + ((node.name,) if node.kind == "swept" else ()) in self.sampled for path in paths)
        return node.kind in ("dist", "choice") or (node.kind != "stat" and any(self.has_samples(kid, place) for kid in node.kids))

    def node_axes(self, node, place):
        if node.kind in ("ref", "sib"):
            return self.over[self.path_of(node, place)]
        if node.kind == "self":
            beneath = self.below(place.field, place.formula)
            return self.node_axes(beneath.expr, place.but(formula=beneath))
        if node.kind in ("sweep", "each", "swept"):
            axis = self.axis(node, place)
            inner = (self.over[path + (node.name,) if node.kind == "swept" else path] for path in axis.paths or ())
            return frozenset().union({axis.path}, *inner)
        if node.kind == "corr":
            kids = [self.node_axes(node.kids[0], place), self.law_axes(node.kids[1], place), self.node_axes(node.kids[2], place)]
            return frozenset().union(*kids)
        found = frozenset().union(*(self.node_axes(kid, place) for kid in node.kids))
        if node.kind in ("over", "table", "prev"):
            return found | {self.axis(node, place).path}
        if node.kind in ("reduce", "pick", "argmin"):
            return found - {self.axis(node, place).path}
        return found - {"scenario"} if node.kind == "column" else found

    def is_law(self, node, place):
        """Whether this is a distribution by itself or a name of one, in every column that has not a known number."""
        if node.kind in ("ref", "sib"):
            path = self.path_of(node, place)
            field = self.fields[path]
            return all(self.is_law(top.expr, Place(path, top, "base", {})) for top in [field.base[-1]] + [column[-1] for column in field.columns.values()])
        if node.kind == "trunc" and node.kids[0].kind in ("ref", "sib") and any(self.has_samples(kid, place) for kid in node.kids[1:]):
            return False                   # where it is known, a bound that is not makes it neither
        return self.is_law(node.kids[0], place) if node.kind == "over" else node.kind in ("dist", "trunc", "corr", "num")

    def check(self):
        """What is picked is there, what is truncated is a distribution and what is reduced has samples, in whatever column."""
        for path, field in self.fields.items():
            self.axes_of(path)
            for formula in [one for chain in [field.base] + list(field.columns.values()) for one in chain]:
                place = Place(path, formula, "base", {})
                for node in formula.expr.all():
                    if node.kind == "pick" and self.axis(node, place).path not in self.node_axes(node.kids[0], place):
                        raise Unsound()
                    if node.kind == "stat" and node.needs_samples and not self.has_samples(node.kids[0], place):
                        raise Unsound()
                    if node.kind in ("trunc", "corr") and not all(self.is_law(kid, place) for kid in node.kids[:1 if node.kind == "trunc" else 2]):
                        raise Unsound()

    def law_axes(self, node, place):
        """Of the numbers in (0, 1) behind a distribution: its parameters and bounds add none."""
        if node.kind in ("ref", "sib"):
            path = self.path_of(node, place)
            field = self.fields[path]
            tops = [field.base[-1]] + [column[-1] for column in field.columns.values()]
            if path not in self.sampled:
                return frozenset()
            return frozenset(["scenario"] if field.columns else []).union(*(self.law_axes(top.expr, Place(path, top, "base", {})) for top in tops))
        if node.kind == "trunc":
            return self.law_axes(node.kids[0], place)
        if node.kind == "over":
            return self.law_axes(node.kids[0], place) | {self.axis(node, place).path}
        if node.kind == "corr":
            return self.law_axes(node.kids[0], place) | self.law_axes(node.kids[1], place) | self.node_axes(node.kids[2], place)
        return frozenset()

    def points(self, path):
        """Every column and point of a field."""
        axes = sorted(self.axes_of(path) - {"scenario"})
        columns = ["base"] + list(self.scenarios) if "scenario" in self.axes_of(path) else ["base"]
        points = [{}]
        for axis in axes:
            points = [dict(point, **{axis: i}) for point in points for i in range(len(self.axis_at(axis).labels))]
        return [(column, point) for column in columns for point in points]

    def axis_at(self, name):
        return next(axis for axis in self.all_axes() if axis.path == name)

    def all_axes(self):
        yield from self.axes.values()
        for field in self.fields.values():
            if field.base[-1].expr.kind == "sweep":
                yield from field.base[-1].expr.axes.values()

    # --- values -----------------------------------------------------------------------------------------------------------------

    def value(self, path, column, point):
        axes = self.axes_of(path)
        column = column if "scenario" in axes else "base"
        key = (path, column, tuple(sorted((axis, i) for axis, i in point.items() if axis in axes)))
        if key not in self.values:
            formula = self.formula_in(path, None if column == "base" else column)
            self.values[key] = self.walk(formula.expr, Place(path, formula, column, dict(key[2])))
        return self.values[key]

    def draw(self, number, place, spare=False):
        """The samples of one draw."""
        formula = place.formula
        if formula not in self.depths:
            self.depths[formula] = (".".join(self.key_path(formula)), A_FORMULA * self.depth(formula))
        path, base = self.depths[formula]
        labels = tuple(self.axis_at(axis).labels[place.point[axis]] for axis in ([] if spare else place.over))
        key = (path, number + base + (SPARE if spare else 0), labels)
        if key not in self.streams or len(self.streams[key]) < self.count:
            self.streams[key] = tuple(words.uniforms(words.key(self.seed, *key), self.count))
        numbers = self.streams[key][:self.count]
        return tuple(min(u * (1 + NUDGE), 1 - 1e-16) for u in numbers) if self.nudged else numbers

    def walk(self, node, place):
        value = getattr(self, "walk_" + node.kind)(node, place)
        if self.nudged and node.turn is not None:
            value = tuple(turned(x, node.turn + 3 * i) for i, x in enumerate(value)) if isinstance(value, tuple) else turned(value, node.turn)
        for one in value if isinstance(value, tuple) else (value,):
            if one != one or abs(one) > 1e15 or 0 < abs(one) < 1e-12:
                raise Unsound()
        return value

    def each(self, how, node, place):
        return lift(how, *(self.walk(kid, place) for kid in node.kids))

    def walk_num(self, node, _):
        return node.value * (1 + node.sway * NUDGE) if self.nudged else node.value

    def walk_ref(self, node, place):
        return self.value(self.path_of(node, place), place.column, place.point)

    walk_sib = walk_ref

    def walk_self(self, _, place):
        beneath = self.below(place.field, place.formula)
        return self.walk(beneath.expr, place.but(formula=beneath, over=(), given=None))

    def walk_param(self, node, place):
        given, outside = place.given
        return self.walk(given, outside.but(point=place.point))

    def walk_call(self, node, place):
        return self.walk(node.kids[1], place.but(given=(node.kids[0], place)))

    def walk_op(self, node, place):
        return self.each(OPERATORS[node.op], node, place)

    def walk_if(self, node, place):
        return self.each(lambda condition, yes, no: yes if condition else no, node, place)

    # --- along axes ---------------------------------------------------------------------------------------------------------------

    def walk_sweep(self, node, place):
        axis = self.axis(node, place)
        return axis.values[place.point[axis.path]]

    def walk_each(self, node, place):
        axis = self.axis(node, place)
        return self.value(axis.paths[place.point[axis.path]], place.column, place.point)

    def walk_swept(self, node, place):
        axis = self.axis(node, place)
        return self.value(axis.paths[place.point[axis.path]] + (node.name,), place.column, place.point)

    def inside_over(self, node, place):
        axis = self.axis(node, place).path
        return place.but(over=(axis,) + tuple(other for other in place.over if other != axis))

    def walk_over(self, node, place):
        return self.walk(node.kids[0], self.inside_over(node, place))

    def walk_table(self, node, place):
        return self.walk(node.kids[place.point[self.axis(node, place).path]], place)

    def along(self, node, place):
        axis = self.axis(node, place)
        inside = self.inside_over(node, place)
        return axis, [self.walk(node.kids[0], inside.but(point=dict(place.point, **{axis.path: i}))) for i in range(len(axis.labels))]

    def walk_reduce(self, node, place):
        _, values = self.along(node, place)
        return lift(REDUCTIONS[node.how], *values)

    def walk_argmin(self, node, place):
        axis, values = self.along(node, place)
        return lift(lambda *all_of: axis.values[all_of.index(min(all_of))], *values)

    def walk_pick(self, node, place):
        return self.walk(node.kids[0], place.but(point=dict(place.point, **{self.axis(node, place).path: node.index})))

    def walk_column(self, node, place):
        return self.walk(node.kids[0], place.but(column=node.column))

    def walk_prev(self, node, place):
        axis = self.axis(node, place).path
        before = place.point[axis] - node.back
        if before < 0:
            return self.walk(node.kids[1], place)
        return self.walk(node.kids[0], place.but(point=dict(place.point, **{axis: before})))

    # --- distributions -----------------------------------------------------------------------------------------------------------

    def law(self, node, place):
        """A distribution before its quantile is taken: the numbers in (0, 1) (None: it is known), what it is, and its bounds, each with where it stands."""
        if node.kind == "dist":
            return self.draw(node.number, place), (node, place), []
        if node.kind == "trunc":
            numbers, what, bounds = self.law(node.kids[0], place)
            return numbers, what, bounds + [(node, place)]
        if node.kind == "corr":
            (own, what, bounds), (other, *_) = self.law(node.kids[0], place), self.law(node.kids[1], place)
            if own is None:
                raise Unsound()
            other = self.draw(node.number, place, spare=True) if other is None else other
            return lift(laws.correlated, own, other, self.walk(node.kids[2], place)), what, bounds
        if node.kind in ("ref", "sib"):
            path = self.path_of(node, place)
            column = place.column if "scenario" in self.axes_of(path) else "base"
            formula = self.formula_in(path, None if column == "base" else column)
            return self.law(formula.expr, Place(path, formula, column, place.point))
        if node.kind == "over":
            return self.law(node.kids[0], self.inside_over(node, place))
        if node.kind not in ("num", "stat"):
            raise Unsound()                # such programs are not made
        return None, (node, place), []

    def bounds(self, given):
        """The narrowest low and high of several truncations; None where there is none."""
        low = high = None
        for node, place in given:
            ends = iter([self.walk(kid, place) for kid in node.kids[1:]])
            one, other = (next(ends) if there else None for there in node.bounds)
            low = one if low is None else low if one is None else lift(max, low, one)
            high = other if high is None else high if other is None else lift(min, high, other)
        return low, high

    def walk_dist(self, node, place):
        numbers, (what, at), given = self.law(node, place)
        low, high = self.bounds(given)
        has_low, has_high = low is not None, high is not None
        if numbers is None:
            value = self.walk(what, at)
            value = lift(max, value, low) if has_low else value
            return lift(min, value, high) if has_high else value
        parameters = [self.walk(kid, at) for kid in what.kids]

        def quantile(u, least, most, *ordered):
            if not given:
                return laws.quantile(what.family, list(ordered), u)
            return laws.truncated(what.family, list(ordered), least / what.scale if has_low else None, most / what.scale if has_high else None, u)

        value = lift(quantile, numbers, low if has_low else 0, high if has_high else 0, *(parameters[i] for i in what.order))
        shaped = self.nudged and what.family in laws.SHAPED
        return lift(lambda x: x * what.scale * (1 + NUDGE_SHAPED if shaped else 1), value)

    walk_trunc = walk_corr = walk_dist

    def walk_choice(self, node, place):
        given = [self.walk(kid, place) for kid in node.kids]
        given += [1.0] * (2 * node.size - len(given))
        return lift(lambda u, *all_of: laws.choose(all_of[:node.size], all_of[node.size:], u), self.draw(node.number, place), *given)

    def walk_stat(self, node, place):
        value = self.walk(node.kids[0], place)
        if not isinstance(value, tuple):
            return 0.0 if node.how == "sd" else float(value)
        return statistic(node.how, value, node.share)


def turned(x, code):
    return x * (1 + NUDGE * (code % 11 - 5))


def lift(how, *values):
    """A function of numbers, sample by sample where some are not known."""
    sizes = {len(value) for value in values if isinstance(value, tuple)}
    if not sizes:
        return how(*values)
    return tuple(how(*(value[i] if isinstance(value, tuple) else value for value in values)) for i in range(sizes.pop()))


def statistic(how, samples, share=None):
    count = len(samples)
    if how == "mean":
        return math.fsum(samples) / count
    if how == "sd":
        middle = math.fsum(samples) / count
        return math.sqrt(math.fsum((x - middle)**2 for x in samples) / (count - 1)) if count > 1 else 0.0
    if how in ("min", "max"):
        return min(samples) if how == "min" else max(samples)
    ordered, rank = sorted(samples), share * (count - 1)
    low = int(rank)
    return ordered[low] + (rank - low) * (ordered[min(low + 1, count - 1)] - ordered[low])


def divide(a, b):
    if b == 0:
        raise Unsound()
    return a / b


def elementary(how):
    def apply(x):
        try:
            return how(x)
        except (ValueError, OverflowError):
            raise Unsound() from None
    return apply


OPERATORS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": divide, "neg": lambda a: -a,
    "abs": abs, "min": min, "max": max, "sqrt": elementary(math.sqrt), "exp": elementary(math.exp), "ln": elementary(math.log),
    "<": lambda a, b: float(a < b), ">": lambda a, b: float(a > b), "<=": lambda a, b: float(a <= b), ">=": lambda a, b: float(a >= b),
    "and": lambda a, b: float(a and b), "or": lambda a, b: float(a or b), "not": lambda a: float(not a),
}
REDUCTIONS = {"sum": lambda *all_of: math.fsum(all_of), "mean": lambda *all_of: math.fsum(all_of) / len(all_of),
              "min": lambda *all_of: min(all_of), "max": lambda *all_of: max(all_of)}
