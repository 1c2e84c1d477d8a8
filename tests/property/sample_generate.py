"""Why this file exists: programs of samples to be read twice, at random from a seed: fields, kinds with blocks and copies, sweeps, tables, members of an
`each`, recurrences, scenarios and replacements, with distributions wherever one may stand. A part is kept only if the evaluator finds values for all that
stands so far, so that what comes out evaluates without a finding."""

import random

from sample_laws import Unsound
from sample_model import Axis, Field, Formula, Node, World

UNITS = {"1": (("1", 1.0),), "L": (("m", 1.0), ("km", 1e3)), "T": (("s", 1.0), ("minute", 60.0), ("hour", 3600.0)),
         "V": (("m/s", 1.0), ("km/hour", 1 / 3.6))}
WORDS = ("ash birch cedar date elm fir gorse hazel iris juniper kelp larch maple nettle oak pine quince rowan sorrel thyme umbel vetch "
         "willow yew zinnia alder basil clover dill fennel ginger heather ivy jasmine laurel mint olive poppy reed sedge tansy").split()
PARAMETERS = {"uniform": ("low", "high"), "normal": ("mean", "sd"), "lognormal": ("low", "high"), "triangular": ("low", "mode", "high"),
              "pert": ("low", "mode", "high"), "beta": ("a", "b"), "gamma": ("shape", "scale"), "exponential": ("mean",),
              "lognormal_mean": ("mean", "sd"), "lognormal_log": ("mu", "sigma"), "to": ("low", "high")}
MOST_POINTS = 40


class Scope:
    """What a formula may use: fields as (kind of node, what it is spelled, dimension, data), axes, and whether it is written in a block's own text."""

    def __init__(self, fields, axes, own=None):
        self.fields, self.axes, self.own = fields, axes, own    # own: (dimension) of what a replacement replaces


class Expressions:
    """Formulas of a dimension. `unit` is the declared unit, given on only where a bare number means it."""

    def __init__(self, rng):
        self.rng = rng

    def literal(self, dim, unit=None, low=1, high=40):
        rng = self.rng
        number = rng.choice(("%.0f", "%.1f", "%.3g")) % rng.uniform(low, high)
        spelled = unit if unit and rng.random() < 0.6 else rng.choice(UNITS[dim])
        text = number if spelled is unit or dim == "1" else number + " " + spelled[0]
        return Node("num", (), text, value=float(number) * spelled[1], sway=rng.choice((-1, 1)))

    def pure(self, text):
        return Node("num", (), text, value=float(text.rstrip("%")) / (100 if "%" in text else 1), sway=self.rng.choice((-1, 1)))

    def operand(self, node):
        """A literal with a unit beside an operator stands in brackets, since a quotient of one may have two readings."""
        return node.like(text="(" + node.text + ")") if node.kind == "num" and " " in node.text else node

    def op(self, op, *kids):
        kids = [self.operand(kid) for kid in kids]
        if op == "neg":
            text = "(-%s)" % kids[0].text
        elif op == "not":
            text = "(not %s)" % kids[0].text
        elif op in ("abs", "min", "max", "sqrt", "exp", "ln"):
            text = "%s(%s)" % (op, ", ".join(kid.text for kid in kids))
        else:
            text = "(%s %s %s)" % (kids[0].text, op, kids[1].text)
        return Node("op", kids, text, op=op)

    def reference(self, dim, scope, draws=True):
        fields = [field for field in scope.fields if field[2] == dim]
        if not fields:
            return self.literal(dim)
        kind, text, _, data = self.rng.choice(fields[-6:] if self.rng.random() < 0.5 else fields)
        return Node(kind, (), text, **data)

    def simple(self, dim, scope):
        if scope.own == dim and self.rng.random() < 0.4:
            return Node("self", (), scope.own_text)
        return self.reference(dim, scope) if self.rng.random() < 0.8 else self.literal(dim)

    # --- any value -----------------------------------------------------------------------------------------------------------

    def any(self, dim, scope, depth, unit=None):
        rng = self.rng
        if depth <= 0:
            return self.literal(dim, unit) if rng.random() < 0.2 else self.simple(dim, scope)
        how = rng.choice((self.arithmetic,) * 4 + (self.distribution,) * 5 + (self.choice, self.condition, self.statistic, self.statistic, self.along,
                         self.along, self.pick, self.table, self.over, self.over, self.truncate, self.truncate, self.correlate, self.call, self.column))
        return how(dim, scope, depth, unit)

    def arithmetic(self, dim, scope, depth, _=None):
        rng, less = self.rng, depth - 1
        one = self.any(dim, scope, less)
        roll = rng.random()
        if roll < 0.35:
            return self.op(rng.choice("+-"), one, self.any(dim, scope, less))
        if roll < 0.6:
            return self.op("*", one, self.any("1", scope, less))
        if roll < 0.7:
            return self.op("/", one, self.op("+", self.op("abs", self.any("1", scope, less)), self.pure("0.5")))
        if roll < 0.8:
            return self.op(rng.choice(("min", "max")), one, self.any(dim, scope, less))
        if dim == "V" and roll < 0.9:
            return self.op("/", self.any("L", scope, less), self.literal("T"))
        if dim == "1" and roll < 0.95:
            inner = self.op("+", self.op("abs", one), self.pure("0.25"))
            return self.op("exp", self.op("/", one, self.pure("50"))) if rng.random() < 0.3 else self.op(rng.choice(("sqrt", "ln")), inner)
        return self.op(rng.choice(("abs", "neg")), one)

    def test(self, scope, depth):
        rng = self.rng
        dim = rng.choice("1LT")
        one = self.op(rng.choice(("<", ">", "<=", ">=")), self.any(dim, scope, depth - 1), self.simple(dim, scope))
        if depth > 1 and rng.random() < 0.25:
            return self.op(rng.choice(("and", "or")), one, self.test(scope, depth - 1))
        return self.op("not", one) if rng.random() < 0.1 else one

    def condition(self, dim, scope, depth, unit=None):
        kids = [self.test(scope, depth), self.any(dim, scope, depth - 1, unit), self.any(dim, scope, depth - 1, unit)]
        return Node("if", kids, "(if %s then %s else %s)" % tuple(kid.text for kid in kids))

    def call(self, dim, scope, depth, _=None):
        """`fn rough(v) = v * uniform(0.8, 1.3)`, whose draw counts at the call."""
        law = Node("dist", [self.pure("0.8"), self.pure("1.3")], "", family="uniform", order=(0, 1), scale=1.0)
        body = Node("op", [Node("param"), law], "", op="*")
        given = self.any(dim, scope, depth - 1)
        return Node("call", [given, body], "rough(%s)" % given.text)

    # --- distributions ----------------------------------------------------------------------------------------------------------

    def distribution(self, dim, scope, depth, unit=None):
        rng = self.rng
        families = ["uniform", "normal", "lognormal", "triangular", "pert", "gamma", "exponential", "lognormal_mean", "to", "to"]
        family = rng.choice(families + (["beta", "beta", "lognormal_log"] if dim == "1" else []))
        names = PARAMETERS[family]
        kids = self.parameters(family, dim, scope, depth, unit)
        order = list(range(len(kids)))
        named = family.startswith("lognormal_") or (family != "to" and rng.random() < 0.2)
        if named:
            rng.shuffle(order)
        spelled = [(names[i] + " = " if named else "") + kids[i].text for i in order]
        text = "%s to %s" % tuple(self.end(kid).text for kid in kids) if family == "to" else "%s(%s)" % (family.split("_")[0], ", ".join(spelled))
        return Node("dist", [kids[i] for i in order], "(" + text + ")" if family == "to" else text, family=family,
                    order=tuple(order.index(i) for i in range(len(kids))), scale=1.0)

    @staticmethod
    def end(node):
        return node

    def parameters(self, family, dim, scope, depth, unit):
        """In the order of the family's parameters; ends that rise, by adding to each what the next one is above it."""
        rng, less = self.rng, depth - 1
        if family in ("beta", "lognormal_log"):
            return [self.positive("1", scope, less, None, 0.3, 4) for _ in range(2)]
        if family == "gamma":
            return [self.positive("1", scope, less, None, 0.4, 9), self.positive(dim, scope, less, unit)]
        if family in ("normal", "lognormal_mean"):
            mean = self.any(dim, scope, less, unit) if family == "normal" and rng.random() < 0.4 else self.positive(dim, scope, less, unit)
            return [mean, self.positive(dim, scope, less, unit)]
        if family == "exponential":
            return [self.positive(dim, scope, less, unit)]
        count = len(PARAMETERS[family])
        if rng.random() < 0.55:
            spelled = unit if unit and rng.random() < 0.6 else rng.choice(UNITS[dim])
            numbers = sorted(rng.sample(range(1, 60), count))
            if family in ("to", "uniform") and rng.random() < 0.25:
                numbers[0] -= 70
            bare = spelled is unit or dim == "1"
            return [Node("num", (), "%d" % n + ("" if bare else " " + spelled[0]), value=n * spelled[1], sway=rng.choice((-1, 1))) for n in numbers]
        ends = [self.positive(dim, scope, less)]
        for _ in range(count - 1):
            ends.append(self.op("+", ends[-1], self.literal(dim)))
        return ends if all(not any(node.kind in ("dist", "choice") for node in end.all()) for end in ends) else self.parameters(family, dim, scope, 1, unit)

    def positive(self, dim, scope, depth, unit=None, low=1, high=40):
        roll = self.rng.random()
        if roll < 0.5:
            return self.literal(dim, unit, low, high)
        if roll < 0.8:
            return self.reference(dim, scope)
        return self.op("abs", self.any(dim, scope, depth)) if depth > 0 else self.simple(dim, scope)

    def choice(self, dim, scope, depth, unit=None):
        rng = self.rng
        size = rng.randint(2, 4)
        name = rng.choice(("discrete", "mixture"))
        values = [self.literal(dim, unit) if rng.random() < 0.5 else self.any(dim, scope, depth - 1, unit) for _ in range(size)]
        weights = []
        if rng.random() < 0.75:
            weights = [self.pure(rng.choice(("1", "2", "35%", "0.5", "0"))) if rng.random() < 0.7 else self.positive("1", scope, 0) for _ in range(size)]
        text = "%s([%s]%s)" % (name, ", ".join(v.text for v in values), ", [%s]" % ", ".join(w.text for w in weights) if weights else "")
        return Node("choice", values + weights, text, size=size)

    def lawful(self, dim, scope, depth, unit=None):
        """A distribution by itself, or the name of a field that is one in every column."""
        fields = [field for field in scope.fields if field[2] == dim and field[3].get("lawful")]
        if fields and self.rng.random() < 0.6:
            kind, text, _, data = self.rng.choice(fields)
            return Node(kind, (), text, **data)
        return self.distribution(dim, scope, depth, unit)

    def truncate(self, dim, scope, depth, unit=None):
        rng = self.rng
        law = self.lawful(dim, scope, depth - 1, unit)
        bounds = rng.choice(((True, True), (True, False), (False, True)))
        ends = iter([self.literal(dim, unit, 1, 15), self.literal(dim, unit, 15, 60)] if bounds == (True, True)
                    else [self.positive(dim, scope, 0, unit, 1, 30)])
        kids = [law] + [next(ends) for there in bounds if there]
        rest = iter(kids[1:])
        return Node("trunc", kids, "truncate(%s, %s, %s)" % ((law.text,) + tuple(next(rest).text if there else "none" for there in bounds)), bounds=bounds)

    def correlate(self, dim, scope, depth, unit=None):
        fields = [field for field in scope.fields if field[3].get("lawful")]
        if not fields:
            return self.distribution(dim, scope, depth, unit)
        kind, text, _, data = self.rng.choice(fields)
        law, other = self.distribution(dim, scope, depth - 1, unit), Node(kind, (), text, **data)
        rho = self.pure(self.rng.choice(("0.7", "0.3", "1", "90%", "0")))
        rho.sway = 0                       # of a whole correlation nothing may be missing
        if self.rng.random() < 0.3:
            rho = Node("op", [rho], "(-%s)" % rho.text, op="neg")
        return Node("corr", [law, other, rho], "correlate(%s, %s, %s)" % (law.text, text, rho.text))

    def statistic(self, dim, scope, depth, _=None):
        rng = self.rng
        if dim == "1" and rng.random() < 0.5:
            test = self.test(scope, depth)
            return Node("stat", [test], "prob(%s)" % test.text, how="mean", share=None, needs_samples=False)
        x = self.any(dim, scope, depth - 1)
        name, how, share = rng.choice((("mean", "mean", None), ("sd", "sd", None), ("p5", "p", 0.05), ("p50", "p", 0.5), ("p95", "p", 0.95),
                                       ("p", "p", 0.8), ("min", "min", None), ("max", "max", None)))
        text = "(%s)" % x.text if x.kind in ("ref", "sib", "swept") else x.text     # the name of an axis alone would mean all of its points
        return Node("stat", [x], "%s(%s%s)" % (name, text, ", 80%" if name == "p" else ""), how=how, share=share, needs_samples=name in ("mean", "min", "max"))

    # --- along axes --------------------------------------------------------------------------------------------------------------

    def along(self, dim, scope, depth, unit=None):
        rng = self.rng
        if not scope.axes:
            return self.arithmetic(dim, scope, depth)
        name, axis, size, of_dim, numbers = rng.choice(scope.axes)
        if of_dim == dim and numbers and rng.random() < 0.4:
            x = self.any(rng.choice("1L"), scope, depth - 1)
            return Node("argmin", [x], "argmin(%s over %s)" % (x.text, name), axis=axis)
        x = self.any(dim, scope, depth - 1)
        how = rng.choice(("sum", "mean", "min", "max"))
        return Node("reduce", [x], "%s(%s over %s)" % (how, x.text, name), axis=axis, how=how)

    def over(self, dim, scope, depth, unit=None):
        law = self.rng.choice((self.distribution, self.distribution, self.choice, self.call))(dim, scope, depth - 1, unit)
        if not scope.axes:
            return law
        name, axis, *_ = self.rng.choice(scope.axes)
        law = Node("over", [law], "(%s over %s)" % (law.text, name), axis=axis)
        if self.rng.random() < 0.3:
            name, axis, *_ = self.rng.choice(scope.axes)
            law = Node("over", [law], "(%s over %s)" % (law.text, name), axis=axis)
        return law

    def table(self, dim, scope, depth, unit=None):
        if not scope.axes:
            return self.any(dim, scope, depth - 1, unit)
        name, axis, size, *_ = self.rng.choice(scope.axes)
        kids = [self.literal(dim, unit) if self.rng.random() < 0.6 else self.any(dim, scope, depth - 2, unit) for _ in range(size)]
        return Node("table", kids, "([%s] over %s)" % (", ".join(kid.text for kid in kids), name), axis=axis)

    def pick(self, dim, scope, depth, _=None):
        """A point of a field that ranges, by value or by label."""
        places = [(field, axis) for field in scope.fields if field[2] == dim for axis in field[3].get("over", ()) if axis in scope.points]
        if not places:
            return self.simple(dim, scope)
        (kind, text, _, data), axis = self.rng.choice(places)
        name, by_label, spelled = self.rng.choice(scope.points[axis])
        index = self.rng.randrange(len(spelled))
        label = spelled[index] if by_label else "%s = %s" % (name, spelled[index])
        return Node("pick", [Node(kind, (), text, **data)], "%s[%s]" % (text, label), axis=axis, index=index)

    def column(self, dim, scope, depth, _=None):
        if not scope.columns:
            return self.simple(dim, scope)
        column = self.rng.choice(scope.columns)
        fields = [field for field in scope.fields if field[2] == dim and field[0] in ("ref", "sib")]
        if not fields:
            return self.simple(dim, scope)
        kind, text, _, data = self.rng.choice(fields)
        return Node("column", [Node(kind, (), text, **data)], "%s[%s]" % (text, column), column=column)


# --- programs ----------------------------------------------------------------------------------------------------------------------


class Block:
    def __init__(self, name, kind, source):
        self.name, self.kind, self.source, self.given = name, kind, source, {}


class Program:
    def __init__(self, seed, size):
        self.rng = rng = random.Random(seed)
        self.make = Expressions(rng)
        self.world = World()
        self.names = iter(rng.sample(WORDS, len(WORDS)))
        self.world.seed = rng.choice((0, 0, 7, 123456789))
        self.counts = (rng.choice((1, 2, 3)), rng.randint(4, 14))
        self.world.count = self.counts[1]
        self.tops = {}                  # name -> (definition, dimension, unit or None)
        self.sweeps = {}                # name -> (dimension, axis)
        self.kinds = {}                 # name -> {field: (definition, dimension, unit)}
        self.blocks = {}
        self.each = None
        self.swept = None
        self.rank = {}                  # path -> when it was made: a formula uses what was made before
        self.base, self.columns = {}, {}   # path -> expression; scenario -> {path: expression}
        self.dims, self.units = {}, {}
        self.fill(size)

    # --- the world as the lines say it ----------------------------------------------------------------------------------------

    def rebuild(self):
        world = self.world
        world.fields, world.axes = {}, {}
        for name, (expr, *_) in self.tops.items():
            self.define((name,), expr)
        for block in self.blocks.values():
            for name, (expr, *_) in self.kinds[block.kind].items():
                path = (block.name, name)
                if block.source and name not in block.given:
                    field = world.fields[path] = Field(path)
                    original = world.fields[(block.source, name)]
                    field.base = list(original.base)
                    field.columns = {column: list(formulas) for column, formulas in original.columns.items()}
                else:
                    self.define(path, block.given.get(name, expr))
                self.replace(path)
        for path in list(world.fields):
            if len(path) == 1:
                self.replace(path)
        if self.each:
            self.each(world)
        world.forget()

    def define(self, path, expr):
        field = self.world.fields[path] = Field(path)
        field.base = [Formula(expr, path, "", None)]
        if expr.kind == "sweep":
            expr.axes[path] = Axis(".".join(path), expr.labels, expr.values, expr.paths)

    def replace(self, path):
        """What the program replaces of this field, in the base and in every column, on top of what a copy has taken over."""
        field = self.world.fields[path]
        if path in self.base:
            field.base.append(Formula(self.base[path], path, None, None))
        for column in self.columns:
            written = column
            while written and path not in self.columns[written]:
                written = self.world.scenarios[written]
            if written:
                field.columns.setdefault(column, []).append(Formula(self.columns[written][path], path, column, written))

    def holds(self, added=None):
        """Whether all that stands so far has values; or what is `added`, fields that nobody uses yet."""
        world = self.world
        try:
            if added is None:
                self.rebuild()
            world.over = None
            world.check()
            for path in world.fields if added is None else added:
                if sum(1 for _ in world.points(path)) > MOST_POINTS:
                    return False
                for column, point in world.points(path):
                    world.value(path, column, point)
        except (Unsound, OverflowError, ZeroDivisionError, ValueError):
            return False
        return True

    def keep_new(self, table, key, make, paths, tries=8):
        """The same for a field that is new, or for one of a kind in all of its blocks: what else there is stays as it is worked out."""
        world = self.world
        for _ in range(tries):
            table[key] = make()
            for path in paths:
                source = self.blocks[path[0]].source if len(path) == 2 else None
                self.define(path, table[key][0])
                if source:
                    world.fields[path].base = list(world.fields[source, key].base)
            if self.holds(paths):
                return True
            del table[key]
            for path in paths:
                del world.fields[path]
            world.over = None
            world.values = {known: value for known, value in world.values.items() if known[0] not in paths}
        return False

    def keep(self, table, key, make, tries=8):
        """Puts something into a table that all agrees with; False, and it is not there."""
        missing = object()
        before = table.get(key, missing)
        for _ in range(tries):
            table[key] = make()
            if self.holds():
                return True
            if before is missing:
                del table[key]
            else:
                table[key] = before
        self.rebuild()
        return False

    # --- what a formula may use -----------------------------------------------------------------------------------------------

    def entry(self, path, kind="ref", text=None):
        tops = [formula for formula in self.world.fields[path].base[-1:]] + [column[-1] for column in self.world.fields[path].columns.values()]
        lawful = all(self.is_law(formula.expr) for formula in tops) and tops[0].expr.kind != "num"
        data = {"path": path} if kind == "ref" else {"name": path[-1]}
        over = [self.axis_name(axis, kind) for axis in self.world.axes_of(path) if axis != "scenario"]
        return kind, text or ".".join(path), self.dims[path], dict(data, lawful=lawful, over=over)

    @staticmethod
    def axis_name(axis, kind):
        path = tuple(axis.split("."))
        return path[-1] if kind == "sib" and len(path) > 1 else path

    def is_law(self, expr):
        if expr.kind == "over":
            return self.is_law(expr.kids[0])
        if expr.kind in ("ref", "sib"):
            return expr.lawful
        return expr.kind in ("dist", "num") or (expr.kind in ("trunc", "corr"))

    def scope(self, rank=None, block=None, columns=True, own=None):
        """From the file, or from the text of `block`; with a rank, of what was made before alone."""
        rank = len(self.rank) if rank is None else rank
        fields, axes = [], []
        points = {}
        for path in self.world.fields:
            if path not in self.rank or self.rank[path] >= rank:
                continue
            if block and path[0] == block and len(path) == 2:
                fields.append(self.entry(path, "sib", path[-1]))
            else:
                fields.append(self.entry(path))
            expr = self.world.fields[path].base[-1].expr
            if expr.kind == "sweep" and not expr.paths:
                home = tuple(self.world.fields[path].base[-1].path)
                inside = block and path[0] == block and len(path) == 2
                name, node = (path[-1], path[-1]) if inside else (".".join(path), path)
                axes.append((name, node, len(expr.labels), self.dims[path], True))
                spelled = [self.spell_point(expr, i, self.dims[path]) for i in range(len(expr.labels))]
                for key in {node, path[-1] if inside else home}:
                    points.setdefault(key, []).append((name, False, spelled))
        fields += self.more_fields(rank) if rank >= len(self.rank) and not block else []
        if self.each and rank >= len(self.rank) and not block:
            path, axis = next(iter(self.world.axes.items()))
            points[path] = [(".".join(path), True, axis.labels)]
        scope = Scope(fields, axes)
        scope.points, scope.columns = points, (["base"] + list(self.world.scenarios)) if columns else []
        scope.own, scope.own_text = (self.dims[own], ".".join(own)) if own else (None, None)
        return scope

    @staticmethod
    def spell_point(expr, index, dim):
        return expr.labels[index] if expr.unit[1] == 1.0 and dim == "1" else "%s %s" % (expr.labels[index], expr.unit[0]) if dim != "1" else expr.labels[index]

    def more_fields(self, _):
        """Fields of swept blocks: `w.x`."""
        if not self.swept:
            return []
        name, kind = self.swept
        return [("swept", "%s.%s" % (name, field), dim, {"axis": (name,), "name": field, "over": []})
                for field, (_, dim, _) in self.kinds[kind].items()]

    # --- parts --------------------------------------------------------------------------------------------------------------------

    def made(self, path, dim, unit):
        self.rank.setdefault(path, len(self.rank))
        self.dims[path], self.units[path] = dim, unit

    def sweep(self, dim):
        rng = self.rng
        unit = UNITS[dim][rng.randrange(len(UNITS[dim]))]
        if rng.random() < 0.3 and dim == "1":
            low = rng.choice((1, 3, 2024))
            numbers = ["%d" % (low + i) for i in range(rng.randint(2, 4))]
            text = "sweep(%s .. %s)" % (numbers[0], numbers[-1])
        else:
            numbers = [rng.choice(("%d", "%d.5")) % n for n in rng.sample(range(1, 30), rng.randint(2, 3))]
            text = "sweep(%s)" % ", ".join(number + (" " + unit[0] if dim != "1" else "") for number in numbers)
        return Node("sweep", (), text, axis=None, axes={}, labels=numbers, values=[float(n) * unit[1] for n in numbers], paths=None, unit=unit)

    def add_sweep(self):
        name, dim = next(self.names), self.rng.choice("11LT")
        expr = self.sweep(dim)
        expr.axis = name
        self.tops[name] = (expr, dim, expr.unit if dim != "1" else None)
        self.made((name,), dim, None)
        self.rebuild()

    def unit_for(self, dim):
        return self.rng.choice(UNITS[dim]) if self.rng.random() < 0.7 else None

    def add_top(self):
        name, dim = next(self.names), self.rng.choice("111LLTV")
        unit = self.unit_for(dim)
        scope = self.scope()
        if self.keep_new(self.tops, name, lambda: (self.root(dim, scope, unit), dim, unit), [(name,)]):
            self.made((name,), dim, unit)

    def root(self, dim, scope, unit):
        """A whole formula; under a declared unit a beta distribution of bare numbers counts that unit."""
        if unit and dim != "1" and self.rng.random() < 0.05:
            kids = [self.make.literal("1", None, 0.5, 4), self.make.literal("1", None, 0.5, 4)]
            return Node("dist", kids, "beta(%s, %s)" % (kids[0].text, kids[1].text), family="beta", order=(0, 1), scale=unit[1])
        return self.make.any(dim, scope, self.rng.choice((1, 1, 2, 3)), unit)

    def add_recurrence(self, block=None, kind=None):
        """One field, or two that need each other, with something that does not vary beside them."""
        rng = self.rng
        scope = self.scope(block=block, columns=False)
        axes = [axis for axis in scope.axes if not block or isinstance(axis[1], str)]
        if not axes:
            return
        name, axis, *_ = rng.choice(axes)
        names = [next(self.names) for _ in range(rng.choice((1, 1, 2)))]
        dim, table = rng.choice("1L"), self.kinds[kind] if kind else self.tops
        unit = rng.choice(UNITS[dim])

        def itself(other):
            return Node("sib", (), other, name=other) if kind else Node("ref", (), other, path=(other,))

        def make(i):
            other = rng.choice(names)
            x = itself(other)
            if rng.random() < 0.5:
                x = self.make.op("*", x, self.make.pure(rng.choice(("0.9", "1.1", "0.5"))))
            back = rng.choice((1, 1, 1, 2))
            first = self.make.literal(dim, unit) if rng.random() < 0.6 else self.make.any(dim, scope, 1)
            prev = Node("prev", [x, first], "prev(%s over %s%s, first = %s)" % (x.text, name, ", back = 2" if back == 2 else "", first.text), axis=axis, back=back)
            node = self.make.op(rng.choice("+++-"), prev, self.make.any(dim, scope, rng.choice((0, 1, 2))))
            if i and rng.random() < 0.4:
                node = self.make.op("+", node, itself(names[0]))
            if rng.random() < 0.3:
                node = self.make.op("*", node, self.make.pure("0.75"))
            return node

        for _ in range(6):
            for i, one in enumerate(names):
                table[one] = (make(i), dim, unit)
            if self.holds():
                for one in names:
                    for path in [(b.name, one) for b in self.blocks.values() if b.kind == kind] if kind else [(one,)]:
                        self.made(path, dim, unit)
                return
            for one in names:
                del table[one]
        self.rebuild()

    def add_kind(self):
        rng, kind = self.rng, "kind_" + next(self.names)
        self.kinds[kind] = {}
        blocks = [Block(next(self.names), kind, None)]
        for _ in range(rng.randint(1, 3)):
            blocks.append(Block(next(self.names), kind, rng.choice(blocks).name if rng.random() < 0.75 else None))
        for block in blocks:
            self.blocks[block.name] = block
        if rng.random() < 0.6:
            name = next(self.names)
            expr = self.sweep("1")
            expr.axis = name
            self.kinds[kind][name] = (expr, "1", UNITS["1"][0])
            for block in blocks:
                if block.source and rng.random() < 0.2:
                    block.given[name] = expr.like(axes={})   # an axis of its own, with the same points
                self.made((block.name, name), "1", UNITS["1"][0])
            self.rebuild()
        for _ in range(rng.randint(2, 4)):
            self.add_kind_field(kind, blocks)
        if rng.random() < 0.5:
            self.add_recurrence(blocks[0].name, kind)

    def add_kind_field(self, kind, blocks):
        name, dim = next(self.names), self.rng.choice("11LT")
        unit, first = self.rng.choice(UNITS[dim]), blocks[0].name
        outside = [block.name for block in blocks]

        def scope_of(block):
            scope = self.scope(block=block, columns=False)
            scope.fields = [field for field in scope.fields if field[0] == "sib" or field[3]["path"][0] not in outside]
            scope.axes = [axis for axis in scope.axes if isinstance(axis[1], str) or axis[1][0] not in outside]
            return scope

        scope, paths = scope_of(first), [(block.name, name) for block in blocks]
        if not self.keep_new(self.kinds[kind], name, lambda: (self.root(dim, scope, unit), dim, unit), paths):
            return
        for block in blocks:
            self.made((block.name, name), dim, unit)
        for block in blocks:
            if self.rng.random() < 0.25:
                self.keep(block.given, name, lambda b=block: self.root(dim, self.earlier(scope_of(b.name), name), unit), 4)

    @staticmethod
    def earlier(scope, name):
        scope.fields = [field for field in scope.fields if field[0] != "sib" or field[3]["name"] != name]
        return scope

    def add_each(self):
        """A block with members, and tables over them."""
        rng, dim = self.rng, self.rng.choice("1LT")
        unit, name = rng.choice(UNITS[dim]), next(self.names)
        each, total, twice = "member_of_it", "total_of_all", "twice_or_more"     # not within a slip of a member's name
        members = [next(self.names) for _ in range(rng.randint(2, 3))]
        scope = self.scope(columns=False)
        how = rng.choice(("sum", "mean", "max"))
        path = (name, each)
        member = Node("each", (), each, axis=path, name=None)
        extra = self.make.op("*", member, self.make.any("1", scope, 1))
        if any(node.kind in ("dist", "choice") for node in extra.kids[1].all()):
            extra = self.make.op("*", member, self.make.literal("1"))
        formulas = {total: Node("reduce", [member], "%s(%s)" % (how, each), axis=path, how=how), twice: extra}

        def attempt():
            given = {one: self.root(dim, scope, unit) for one in members}

            def build(world):
                world.axes[path] = Axis(".".join(path), members, None, [(name, one) for one in members])
                for one, expr in list(given.items()) + list(formulas.items()) + [(each, member)]:
                    world.fields[(name, one)] = Field((name, one))
                    world.fields[(name, one)].base = [Formula(expr, (name, one), "", None)]
                    self.replace((name, one))
            return given, build

        for _ in range(6):
            given, self.each = attempt()
            if self.holds():
                for one in members + [total, twice]:
                    self.made((name, one), dim, None if one == twice else unit)
                self.each_lines = ["kind kind_%s <\n  each %s : %s\n  %s : %s = %s\n  %s = %s\n>" % (name, each, unit[0], total, unit[0], formulas[total].text, twice, extra.text),
                                   "kind_%s %s <\n%s\n>" % (name, name, "\n".join("  %s = %s" % (one, expr.text) for one, expr in given.items()))]
                return
        self.each = None
        self.rebuild()

    def add_swept(self):
        kinds = [kind for kind in self.kinds if len(self.kinds[kind]) > 1]
        if not kinds:
            return
        kind, name = self.rng.choice(kinds), next(self.names)
        blocks = [block.name for block in self.blocks.values() if block.kind == kind][:3]
        if len(blocks) < 2:
            return
        self.swept, inner = (name, kind), self.each

        def build(world):
            if inner:
                inner(world)
            world.axes[(name,)] = Axis(name, blocks, None, [(block,) for block in blocks])
        self.each = build
        self.swept_line = "%s : %s = sweep(%s)" % (name, kind, ", ".join(blocks))
        self.rebuild()

    def add_scenarios(self):
        for _ in range(self.rng.randint(1, 3)):
            name = next(self.names)
            self.world.scenarios[name] = self.rng.choice([None, None] + list(self.world.scenarios))
            self.columns[name] = {}

    def replaceable(self):
        """Neither a recurrence nor a sweep of a block."""
        def loops(path):
            return any(node.kind == "prev" for node in self.world.fields[path].base[0].expr.all())
        return [path for path in self.rank if not loops(path) and not (len(path) == 2 and self.world.fields[path].base[0].expr.kind in ("sweep", "reduce", "each"))
                and (path[0] in self.blocks or len(path) == 1 or path in self.units)]

    def add_replacement(self, column):
        paths = [path for path in self.replaceable() if path not in (self.base if column is None else self.columns[column])]
        if column is None:
            paths = [path for path in paths if len(path) == 2 and self.world.fields[path].base[0].expr.kind != "sweep"]
        copies = [path for path in paths if path[0] in self.blocks and len(path) == 2]
        if not paths:
            return
        path = self.rng.choice(copies if copies and self.rng.random() < 0.6 else paths)
        dim, unit = self.dims[path], self.units[path]
        table = self.base if column is None else self.columns[column]

        def make():
            if self.is_law(self.world.fields[path].base[-1].expr) and self.rng.random() < 0.3:
                return self.make.literal(dim, unit)        # somebody knows it: what is correlated with it, or bounded, goes on
            scope = self.scope(self.rank[path], columns=False, own=path if self.rng.random() < 0.6 else None)
            return self.root(dim, scope, unit)
        self.keep(table, path, make, 5)

    def fill(self, size):
        rng = self.rng
        for _ in range(rng.choice((0, 1, 1, 2, 2))):
            self.add_sweep()
        for _ in range(max(2, size // 3)):
            self.add_top()
        for _ in range(rng.choice((0, 1, 1))):
            self.add_kind()
        for _ in range(rng.choice((0, 1, 2))):
            self.add_recurrence()
        if rng.random() < 0.35:
            self.add_each()
        if rng.random() < 0.3:
            self.add_swept()
        if rng.random() < 0.7:
            self.add_scenarios()
            for column in self.columns:
                for _ in range(rng.randint(1, 3)):
                    self.add_replacement(column)
        for _ in range(rng.choice((0, 0, 1, 2))):
            self.add_replacement(None)
        for _ in range(size // 3):
            self.add_top()
        self.holds()

    # --- as text ------------------------------------------------------------------------------------------------------------------

    def text(self):
        lines = ["fn rough(v) = v * uniform(0.8, 1.3)"]
        for name, (expr, dim, unit) in self.tops.items():
            lines.append("%s%s = %s" % (name, " : " + unit[0] if unit else "", expr.text))
        for kind, fields in self.kinds.items():
            lines.append("kind %s <\n%s\n>" % (kind, "\n".join("  %s : %s = %s" % (name, unit[0], expr.text) for name, (expr, _, unit) in fields.items())))
        for block in self.blocks.values():
            given = "\n".join("  %s = %s" % (name, expr.text) for name, expr in block.given.items())
            lines.append("%s %s%s <\n%s\n>" % (block.kind, block.name, " from " + block.source if block.source else "", given))
        lines += getattr(self, "each_lines", []) if self.each else []
        if self.swept:
            lines.append(self.swept_line)
        lines += ["%s = %s" % (".".join(path), expr.text) for path, expr in self.base.items()]
        self.rng.shuffle(lines)
        for name, table in self.columns.items():       # one that is made from another may stand before it; columns are in this order
            parent = self.world.scenarios[name]
            lines.append("scenario %s%s <\n%s\n>" % (name, " from " + parent if parent else "", "\n".join("  %s = %s" % (".".join(path), expr.text) for path, expr in table.items())))
        return "\n".join(lines) + "\n"
