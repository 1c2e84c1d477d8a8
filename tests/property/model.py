"""Why this file exists: an evaluator of the language in Python, written from the language's description and sharing nothing
with sce, so that the two can be held against each other. It has the whole meaning of blocks in one idea: a slot (a field of
a block) has layers, the lowest its definition or that of what it was copied from, above it the replacements of the base and
of the scenarios; in a column the topmost layer that is active there counts, and inside it the slot's own path means the layer
below. A kind is a block that nobody sees, and a block of the kind is a copy of it: its formulas keep the names that they
could see where they were written, and what they call their own block is the copy."""

import math
from collections import namedtuple

EPSILON = 2.3e-16

# Names that a formula sees: of each surrounding block, innermost first, the names and which block it is. The file's own
# frame is (None, ()): every name of the file, whenever it was written.
Frame = namedtuple("Frame", "names block")
# One equation of a slot. `own` is the plain name that means the next one outward; `scenario` None is the base.
Layer = namedtuple("Layer", "expr frames own scenario")


class Fragile(Exception):
    """The last bit of a rounding would decide what comes out: this program says nothing."""


class Number:
    """A value in base units, with how far rounding can have moved it."""
    __slots__ = ("value", "error")

    def __init__(self, value, error=0.0):
        if value != value or abs(value) > 1e200 or 0 < abs(value) < 1e-200:
            raise Fragile()
        self.value, self.error = value, error + abs(value) * EPSILON


class Slot:
    def __init__(self, path, sort, dimension=None, unit=None, order=0):
        self.path, self.sort, self.dimension, self.unit, self.order = path, sort, dimension, unit, order
        self.source = None              # (path of the slot copied, its block, the copy's block)
        self.own = None                 # a Layer: the definition in the block itself
        self.replacements = []          # Layers
        self.kind = None                # of a block or reference: the name of its kind
        self.members = []               # of an `each`: names
        self.output = False


class World:
    """Everything that a program defines, and what it means in each column."""

    def __init__(self):
        self.slots = {}                 # path -> Slot
        self.fields = {(): []}          # path of a block -> names in it
        self.functions = {}
        self.scenarios = {}             # name -> parent or None, in order
        self.edits = []                 # --set: (path, Layer), in order
        self.divided = False            # whether a division by zero was met
        self.cache = {}
        self.axis_cache = {}

    # --- structure ------------------------------------------------------------------------------------------------------

    def add(self, slot):
        self.slots[slot.path] = slot
        self.fields[slot.path[:-1]].append(slot.path[-1])
        if slot.sort == "block":
            self.fields[slot.path] = []
        return slot

    def copy(self, source, target, order):
        """Makes the slots below `target` copies of those below `source`."""
        for name in list(self.fields[source]):
            old = self.slots[source + (name,)]
            new = Slot(target + (name,), old.sort, old.dimension, old.unit, order())
            new.source = (old.path, source, target)
            new.kind, new.members, new.output = old.kind, list(old.members), old.output
            self.add(new)
            if old.sort == "block":
                self.copy(old.path, new.path, order)
                for inner in self.below(new.path):
                    self.slots[inner].source = (source + inner[len(target):], source, target)

    def below(self, path):
        for name in self.fields[path]:
            yield path + (name,)
            if self.slots[path + (name,)].sort == "block":
                yield from self.below(path + (name,))

    def layers(self, path):
        slot = self.slots[path]
        if slot.own:
            lowest = [slot.own]
        elif slot.source:
            source, old, new = slot.source
            lowest = [layer._replace(frames=rebind(layer.frames, old, new)) for layer in self.layers(source)]
        else:
            lowest = []
        edits = [layer for edited, layer in self.edits if edited == path]
        base = [layer for layer in slot.replacements if layer.scenario is None]
        return lowest + base + edits + [layer for layer in slot.replacements if layer.scenario is not None]

    def ancestry(self, column):
        """The scenarios that hold in a column, the outermost `from` first."""
        chain = []
        while column in self.scenarios:
            chain.insert(0, column)
            column = self.scenarios[column]
        return chain

    def active(self, path, column):
        chain = [None] + self.ancestry(column)
        layers = [layer for layer in self.layers(path) if layer.scenario in chain]
        plain = [layer for layer in layers if layer.scenario is None]
        return plain + sorted((layer for layer in layers if layer.scenario is not None), key=lambda layer: chain.index(layer.scenario))

    # --- names ----------------------------------------------------------------------------------------------------------

    def resolve(self, text, layer, column, parameters=()):
        """What a path means: a parameter's name, or the path of a slot; None if nothing."""
        parts = text.split(".")
        for depth, frame in enumerate(layer.frames):
            if frame.names is None:
                names = self.fields[()]
            else:
                names = frame.names
            if parts[0] in names and not (depth == 0 and layer.own == parts[0]):
                if frame.block == "parameters":
                    return parts[0] if len(parts) == 1 else None
                path = frame.block + (parts[0],)
                return self.walk(path, parts[1:], column)
        return None

    def walk(self, path, parts, column):
        for part in parts:
            if path is None or path not in self.slots:
                return None
            if self.slots[path].sort == "ref":
                path = self.target(path, column)
            path = path and path + (part,)
        return path if path in self.slots else None

    def target(self, path, column):
        """The block that a reference means in a column."""
        slot = self.slots[path]
        layers = self.active(path, column)
        if layers:
            return self.resolve(layers[-1].expr[1], layers[-1], column)
        if path[0].startswith("kind "):
            return ("kind " + slot.kind,)
        return self.only_block(slot.kind)

    def only_block(self, kind):
        found = [path for path, slot in self.slots.items() if slot.sort == "block" and len(path) == 1 and slot.source
                 and not slot.path[0].startswith("kind ") and slot.kind in self.family(kind) and slot.source[1][0].startswith("kind ")]
        nested = any(slot.sort == "block" and len(path) > 1 and slot.kind in self.family(kind) for path, slot in self.slots.items())
        return found[0] if len(found) == 1 and not nested else None

    def family(self, kind):
        """The kind and all that are made from it."""
        names = {kind}
        for _ in self.slots:
            more = {slot.kind for slot in self.slots.values()
                    if slot.path[0].startswith("kind ") and len(slot.path) == 1 and slot.source and slot.source[1][0][5:] in names}
            if more <= names:
                break
            names |= more
        return names

    # --- axes -----------------------------------------------------------------------------------------------------------

    def columns(self):
        return ["base"] + list(self.scenarios)

    def axes(self, path):
        """The axes that a slot's value stands over, by what its formulas name."""
        if path in self.axis_cache:
            return self.axis_cache[path]
        slot = self.slots[path]
        if slot.sort == "each":
            found = {".".join(path)}
            for member in slot.members:
                found |= self.axes(path[:-1] + (member,))
        else:
            found, used = set(), set()
            for column in self.columns():
                reach = []
                layers = self.active(path, column)
                while layers:
                    reach.append((layers[-1].scenario, id(layers[-1].expr)))
                    found |= self.expr_axes(layers[-1].expr, layers[-1], column)
                    if not mentions_self(layers[-1].expr):
                        break
                    layers = layers[:-1]
                used.add(tuple(reach))
            if len(used) > 1:
                found.add("scenario")
        self.axis_cache[path] = frozenset(found)
        return self.axis_cache[path]

    def path_axes(self, text, layer, column):
        path = self.resolve(text, layer, column)
        if path is None or isinstance(path, str):
            return set()
        found, meant = set(), set()
        for each in self.columns():
            other = self.resolve(text, layer, each)
            if other is not None:
                found |= self.axes(other)
                meant.add(other)
        # A reference on the way that is replaced: it stands over the scenarios where that leads to another slot. Where all
        # lead to the same one, whether the value is said to depend on the scenario is left open.
        parts = text.split(".")
        ways = [self.resolve(".".join(parts[:cut]), layer, column) for cut in range(1, len(parts))]
        if any(way in self.slots and self.slots[way].sort == "ref" and "scenario" in self.axes(way) for way in ways):
            if len(meant) < 2 and "scenario" not in found:
                raise Fragile()
            found.add("scenario")
        return found

    def expr_axes(self, expr, layer, column, arguments=None):
        """`arguments`: inside a function, the axes of what it was called with: one that is not used brings none."""
        head = expr[0]
        if head == "name":
            if arguments and isinstance(self.resolve(expr[1], layer, column), str):
                return arguments[expr[1]]
            return self.path_axes(expr[1], layer, column)
        if head == "pick":
            return self.path_axes(expr[1], layer, column) - {"scenario"}
        if head == "over":
            inner = self.expr_axes(expr[2], layer, column)
            return inner - {".".join(self.resolve(expr[3], layer, column))}
        if head == "each":
            return self.path_axes(expr[2], layer, column) - {".".join(self.resolve(expr[2], layer, column))}
        found = set()
        if head == "call":
            function, given = self.functions[expr[1]], {}
            for name, argument in expr[2]:
                given[name] = self.expr_axes(argument, layer, column, arguments)
            for parameter in function.parameters:
                if parameter.name not in given:
                    given[parameter.name] = self.expr_axes(parameter.default, function.default_layer, column)
            return self.expr_axes(function.expr, function.layer, column, given)
        for part in expr[1:]:
            for one in part if isinstance(part, list) else [part]:
                if isinstance(one, tuple):
                    found |= self.expr_axes(one, layer, column, arguments)
        return found

    # --- values ---------------------------------------------------------------------------------------------------------

    def value(self, path, column, point):
        """The value of a slot in a column at a point of the other axes: a Number, a truth value or None."""
        slot = self.slots[path]
        if slot.sort == "each":
            return self.value(path[:-1] + (point[".".join(path)],), column, point)
        axes = self.axes(path)
        key = (path, column if "scenario" in axes else "base", tuple(sorted((a, point[a]) for a in axes if a != "scenario")))
        if key not in self.cache:
            self.cache[key] = self.layer_value(slot, self.active(path, column), key[1] if "scenario" not in axes else column, point)
        return self.cache[key]

    def layer_value(self, slot, layers, column, point):
        if not layers:
            return None
        context = (layers[-1], column, point, lambda: self.layer_value(slot, layers[:-1], column, point), {})
        return self.result(layers[-1].expr, slot.unit, context)

    def result(self, expr, unit, context):
        """A formula where its result is wanted in a declared unit, which bare numbers take."""
        if unit is not None and expr[0] == "if":
            test = self.eval(expr[1], context)
            return None if test is None else self.result(expr[2] if test else expr[3], unit, context)
        value = self.eval(expr, context)
        if unit is not None and value is not None and is_bare(expr):
            return Number(value.value * unit.worth, value.error * unit.worth)
        return value

    def eval(self, expr, context):
        return getattr(self, "eval_" + expr[0])(expr, context)

    def eval_num(self, expr, context):
        _, digits, unit, factor = expr
        return Number(float(digits) * factor * (unit.worth if unit else 1.0))

    def eval_none(self, expr, context):
        return None

    def eval_self(self, expr, context):
        return context[3]()

    def eval_name(self, expr, context):
        layer, column, point, _, arguments = context
        path = self.resolve(expr[1], layer, column)
        if isinstance(path, str):
            return arguments[path]()
        return self.value(path, column, point)

    def eval_pick(self, expr, context):
        return self.value(self.resolve(expr[1], context[0], expr[2]), expr[2], context[2])

    def eval_unit(self, expr, context):
        value = self.eval(expr[1], context)
        return value and Number(value.value * expr[2].worth, value.error * expr[2].worth)

    def eval_as(self, expr, context):
        return self.eval(expr[1], context)

    def eval_neg(self, expr, context):
        value = self.eval(expr[1], context)
        return value and Number(-value.value, value.error)

    def eval_op(self, expr, context):
        a, b = self.operands(expr[2:], context)
        if a is None or b is None:
            return None
        x, y = a.value, b.value
        if expr[1] == "+":
            return Number(x + y, a.error + b.error)
        if expr[1] == "-":
            return Number(x - y, a.error + b.error)
        if expr[1] == "*":
            return Number(x * y, abs(x) * b.error + abs(y) * a.error)
        if y == 0:
            self.divided = True
            return None
        if abs(y) < 1e3 * b.error:
            raise Fragile()
        return Number(x / y, a.error / abs(y) + abs(x / y) * b.error / abs(y))

    def operands(self, exprs, context):
        """The values of all operands. Whether a division by zero beside another that is none is a finding is left open here."""
        before, self.divided = self.divided, False
        values = [self.eval(one, context) for one in exprs]
        if self.divided and sum(value is None for value in values) > 1:
            raise Fragile()
        self.divided |= before
        return values

    def eval_power(self, expr, context):
        value = self.eval(expr[1], context)
        if value is None:
            return None
        if value.value == 0 or abs(value.value) < 1e3 * value.error or value.value < 0 and expr[3].denominator != 1:
            raise Fragile()
        result = value.value ** float(expr[3])
        return Number(result, abs(result) * (abs(float(expr[3])) * value.error / abs(value.value) + 4 * EPSILON))

    def eval_math(self, expr, context):
        values = self.operands(expr[2], context)
        return None if None in values else gather(expr[1], values)

    def eval_each(self, expr, context):
        """sum(item): the name of an `each`."""
        return self.reduce(expr[1], ("name", expr[2]), expr[2], context)

    def eval_over(self, expr, context):
        return self.reduce(expr[1], expr[2], expr[3], context)

    def reduce(self, how, body, axis, context):
        layer, column, point, below, arguments = context
        path = self.resolve(axis, layer, column)
        values = []
        for member in self.slots[path].members:
            at = dict(point)
            at[".".join(path)] = member
            values.append(self.eval(body, (layer, column, at, below, arguments)))
        return None if None in values else gather(how, values)

    def eval_round(self, expr, context):
        value, step = self.eval(expr[2], context), self.eval(expr[3], context) if expr[3] else Number(1.0)
        if value is None or step is None:
            return None
        ratio = value.value / step.value
        doubt = 1e3 * (value.error / abs(step.value) + abs(ratio) * step.error / abs(step.value)) + 1e-9
        part = ratio - math.floor(ratio)
        border = abs(part - 0.5) if expr[1] == "round" else min(part, 1 - part)
        if border < doubt or doubt > 0.1:
            raise Fragile()
        return Number({"round": math.floor(ratio + 0.5), "floor": math.floor(ratio), "ceil": math.ceil(ratio)}[expr[1]] * step.value)

    def eval_if(self, expr, context):
        test = self.eval(expr[1], context)
        return None if test is None else self.eval(expr[2] if test else expr[3], context)

    def eval_compare(self, expr, context):
        a, b = self.eval(expr[2], context), self.eval(expr[3], context)
        if a is None or b is None:
            return None
        x, y = a.value, b.value
        if not (x == y == 0) and abs(x - y) <= 1e-9 * max(abs(x), abs(y)) + 1e3 * (a.error + b.error):
            raise Fragile()
        return {"<": x < y, ">": x > y, "<=": x <= y, ">=": x >= y, "==": x == y, "!=": x != y}[expr[1]]

    def eval_logic(self, expr, context):
        values = [self.eval(one, context) for one in expr[2:]]
        if None in values:
            raise Fragile()
        return {"not": lambda v: not v[0], "and": all, "or": any}[expr[1]](values)

    def eval_call(self, expr, context):
        function = self.functions[expr[1]]
        arguments, given = {}, dict(expr[2])
        _, column, point, _, _ = context
        plain = (function.default_layer, column, point, None, {})
        for parameter in function.parameters:
            if parameter.name in given:
                arguments[parameter.name] = lambda p=parameter: self.result(given[p.name], p.unit, context)
            else:
                arguments[parameter.name] = lambda p=parameter: self.result(p.default, p.unit, plain)
        return self.result(function.expr, function.unit, (function.layer, column, point, None, arguments))


def gather(how, values):
    if how in ("sum", "mean"):
        total = Number(math.fsum(v.value for v in values), sum(v.error + len(values) * abs(v.value) * EPSILON for v in values))
        return total if how == "sum" else Number(total.value / len(values), total.error / len(values))
    value = values[0]
    if how in ("min", "max"):
        best = {"min": min, "max": max}[how](v.value for v in values)
        return Number(best, max(v.error for v in values))
    x = value.value
    if how == "abs":
        return Number(abs(x), value.error)
    if how == "exp":
        if abs(x) > 100:
            raise Fragile()
        return Number(math.exp(x), math.exp(x) * (value.error + 4 * EPSILON))
    if x <= 1e3 * value.error:
        raise Fragile()
    if how == "sqrt":
        return Number(math.sqrt(x), value.error / math.sqrt(x))
    return Number({"ln": math.log, "log10": math.log10, "log2": math.log2}[how](x), 2 * value.error / x + 4 * EPSILON)


def rebind(frames, old, new):
    """The frames of a formula in a copy: what was the block `old`, or within it, is now in `new`."""
    return tuple(frame._replace(block=new + frame.block[len(old):])
                 if isinstance(frame.block, tuple) and len(frame.block) >= len(old) and frame.block[:len(old)] == old and frame.names is not None
                 else frame for frame in frames)


def parts_of(expr):
    for part in expr[1:]:
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, tuple) and one and isinstance(one[0], str) and not hasattr(one, "worth"):
                yield one if expr[0] != "call" else one[1]


def mentions_self(expr):
    return expr[0] == "self" or any(mentions_self(part) for part in parts_of(expr))


def is_bare(expr):
    """Digits and nothing else: no name, no unit, no percent."""
    if expr[0] in ("name", "pick", "self", "call", "each", "over", "unit", "as", "none"):
        return False
    if expr[0] == "num":
        return expr[2] is None and expr[3] != 0.01
    return all(is_bare(part) for part in parts_of(expr))
