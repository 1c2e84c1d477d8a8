"""Why this file exists: random programs, seeded, in the shape that model.py evaluates and as text. Every formula is made for a
dimension from names that it can see, and leans only on slots that were made before it, so that a program is sound by
construction; in the text the items then stand in any order. Names are drawn again inside blocks on purpose, so that inner
ones hide outer ones."""

import random
from fractions import Fraction

import unit_model
from model import Frame, Layer, Slot, World, is_bare

FILE = Frame(None, ())
# Far from each other in spelling, so that none is taken for a misspelling of another, and no words of the language.
WORDS = ("albatross bergamot cinnabar dromedary elderberry filament gargoyle hyacinth inkwell jacaranda kingfisher labyrinth "
         "mandolin nutcracker obelisk peppermint quicksand rosewood tambourine umbrella vermilion windmill xylophone "
         "yesterday zeppelin archipelago buttermilk chandelier drizzle eggplant flamingo gooseberry hummock isthmus juniper "
         "knapsack lighthouse mulberry nightshade orangutan parchment rhubarb snowflake thunderbolt velveteen walnuts anchovy "
         "bumblebee crocodile driftwood emerald footbridge granite horseshoe icicle jellyfish kerchief lobster marzipan "
         "pomegranate quartz rattlesnake scaffold trombone underpass vestibule waterfall yardstick aubergine blacksmith catapult sandpaper").split()


class Unit:
    def __init__(self, text):
        self.text = text
        self.worth, self.dimension = unit_model.unit(text)


UNITS = [Unit(text) for text in "s minute hour ms day m km mm FLOP GFLOP kFLOP USD cent gpu GB MiB bit FLOP/s TFLOP/s GFLOP/minute m/s "
         "km/hour USD/hour USD/gpu gpu*hour gpu*day m^2 km*m s^-1 hour^-1 GB/s Mbit/s FLOP/gpu".split()]
SPELLINGS = {(): []}
for one in UNITS:
    SPELLINGS.setdefault(one.dimension, []).append(one)
PURE = ()
ONE = Unit("1")
QUANTITIES = [dimension for dimension in SPELLINGS if dimension]


def combined(a, b, sign):
    powers = dict(a)
    for name, power in b:
        powers[name] = powers.get(name, Fraction(0)) + sign * power
    return unit_model.dimension_of(powers)


def without_percent(expr):
    """A literal percent is no right side of a sum."""
    if expr[0] == "num" and expr[3] == 0.01:
        return expr[:3] + (1,)
    return (expr[0], without_percent(expr[1])) if expr[0] == "neg" else expr


def has_bare_result(expr):
    """Whether bare digits take the field's unit here: what another unit would make of them is not for a random program to say."""
    return any(has_bare_result(part) for part in expr[2:]) if expr[0] == "if" else is_bare(expr)


class Parameter:
    def __init__(self, name, dimension, unit, default=None):
        self.name, self.dimension, self.unit, self.default = name, dimension, unit, default


class Function:
    def __init__(self, name, parameters, dimension, unit):
        self.name, self.parameters, self.dimension, self.unit = name, parameters, dimension, unit
        self.expr, self.layer, self.default_layer = None, None, Layer(None, (FILE,), None, None)


class Writer:
    """Makes formulas for one place: what the place sees, and before which slot they have to be."""

    def __init__(self, program, layer, before, parameters=(), below=None, axes=()):
        self.program, self.world, self.random = program, program.world, program.random
        self.layer, self.before, self.parameters, self.below, self.axes = layer, before, parameters, below, axes
        self.in_function = bool(parameters)

    def visible(self, dimension):
        """Paths of that dimension that mean a slot made before."""
        found = [p.name for p in self.parameters if p.dimension == dimension]
        for frame in self.layer.frames:
            if frame.block == "parameters":
                continue
            names = self.world.fields[()] if frame.names is None else frame.names
            for name in sorted(names):
                if not name.startswith("kind "):
                    found.extend(self.paths(name, dimension, 0))
        return found

    def resolved(self, text):
        return self.world.resolve(text, self.layer, "base")

    def paths(self, text, dimension, depth):
        path = self.resolved(text)
        if path is None or isinstance(path, str):
            return
        slot = self.world.slots[path]
        if slot.order >= self.before:
            return
        if slot.sort == "value" and slot.dimension == dimension:
            if not self.has_other_axes(path):
                yield text
        elif slot.sort in ("block", "ref") and depth < 3:
            block = path if slot.sort == "block" else self.block_shape(slot)
            for name in self.world.fields[block]:
                yield from self.paths(text + "." + name, dimension, depth + 1)

    def block_shape(self, slot):
        """The fields of any block that a reference may mean: those of its kind, so that a replaced reference has them too."""
        return ("kind " + slot.kind,)

    def has_other_axes(self, path):
        return bool(set(self.world.axes(path)) - {"scenario"} - set(self.axes))

    def number(self, dimension):
        r = self.random
        digits = r.choice(["2", "3", "7", "12", "0.5", "1.25", "2.5e1", "1e3", "40", "6.5", "1_500", "0.125", "9.75"])
        factor = r.choice([1, 1, 1, 1, 1000, 1e6, 0.01]) if not dimension else r.choice([1, 1, 1, 1000])
        if "e" in digits:
            factor = 1
        return ("num", digits.replace("_", ""), r.choice(SPELLINGS[dimension]) if dimension else None, factor)

    def bare(self, depth):
        r = self.random
        if depth <= 0 or r.random() < 0.4:
            digits = r.choice(["2", "3", "17e6", "0.5", "11", "4.75"])
            return ("num", digits, None, 1000 if r.random() < 0.1 and "e" not in digits else 1)
        pick = r.random()
        if pick < 0.7:
            return ("op", r.choice("+*/"), self.bare(depth - 1), self.bare(depth - 1))
        if pick < 0.85:
            return ("math", r.choice(["max", "min", "sum"]), [self.bare(depth - 1), self.bare(depth - 1)], r.random() < 0.5)
        return ("power", self.bare(0), "2", Fraction(2))

    def leaf(self, dimension):
        names = self.visible(dimension)
        if names and self.random.random() < 0.75:
            return ("name", self.random.choice(names))
        return self.number(dimension)

    def condition(self, depth):
        r = self.random
        pick = r.random()
        if depth > 0 and pick < 0.1:
            return ("logic", "not", self.condition(0))
        if depth > 0 and pick < 0.2:
            return ("logic", r.choice(["and", "or"]), self.condition(0), self.condition(0))
        dimension = r.choice([PURE] + QUANTITIES)
        return ("compare", r.choice(["<", ">", "<=", ">=", "!=", "=="]), self.leaf(dimension), self.make(dimension, depth - 1))

    def make(self, dimension, depth):
        r = self.random
        if depth <= 0:
            return self.leaf(dimension)
        options = [self.sum, self.sum, self.product, self.product, self.quotient, self.quotient, self.branch, self.gathered, self.leaf_of,
                   self.called, self.rounded, self.negative, self.powered, self.converted, self.guarded, self.over_each, self.over_each]
        if not dimension:
            options += [self.transcendental, self.ratio]
        for _ in range(6):
            made = r.choice(options)(dimension, depth - 1)
            if made:
                return made
        return self.leaf(dimension)

    def leaf_of(self, dimension, depth):
        return self.leaf(dimension)

    def sum(self, dimension, depth):
        right = without_percent(self.make(dimension, depth))
        return ("op", self.random.choice("++-"), self.make(dimension, depth), right)

    def product(self, dimension, depth):
        factor = self.random.choice([PURE, PURE] + QUANTITIES)
        other = combined(dimension, factor, -1)
        if other not in SPELLINGS:
            factor, other = PURE, dimension
        pair = [self.make(factor, depth), self.make(other, depth)]
        self.random.shuffle(pair)
        return ("op", "*") + tuple(pair)

    def quotient(self, dimension, depth):
        divisor = self.random.choice([PURE] + QUANTITIES)
        dividend = combined(dimension, divisor, 1)
        if dividend not in SPELLINGS:
            divisor, dividend = PURE, dimension
        return ("op", "/", self.make(dividend, depth), self.make(divisor, depth))

    def branch(self, dimension, depth):
        return ("if", self.condition(depth), self.make(dimension, depth), self.make(dimension, depth)) if not self.in_function else None

    def guarded(self, dimension, depth):
        """A division by zero in a branch, that is taken only where the test says so."""
        if self.in_function or dimension not in SPELLINGS:
            return None
        names = self.visible(PURE)
        if not names:
            return None
        name = ("name", self.random.choice(names))
        return ("if", ("compare", "!=", name, ("num", "0", None, 1)), ("op", "/", self.make(dimension, depth), name), self.make(dimension, depth))

    def gathered(self, dimension, depth):
        r = self.random
        how = r.choice(["min", "max", "sum", "mean", "abs"])
        if how == "abs":
            return ("math", how, [self.make(dimension, depth)], False)
        return ("math", how, [self.make(dimension, depth) for _ in range(r.randint(2, 3))], r.random() < 0.5)

    def rounded(self, dimension, depth):
        step = self.number(dimension) if dimension or self.random.random() < 0.5 else None
        return ("round", self.random.choice(["round", "floor", "ceil"]), self.make(dimension, depth), step)

    def negative(self, dimension, depth):
        return ("neg", self.make(dimension, depth))

    def powered(self, dimension, depth):
        root = unit_model.dimension_of({name: power / 2 for name, power in dimension})
        r = self.random.random()
        if r < 0.4 and root in SPELLINGS:
            return ("power", self.make(root, depth), "2", Fraction(2))
        square = combined(dimension, dimension, 1)
        if r < 0.8 and square in SPELLINGS:
            inner = ("math", "abs", [self.make(square, depth)], False)
            return ("math", "sqrt", [inner], False) if r < 0.6 else ("power", inner, "(1/2)", Fraction(1, 2))
        inverse = combined((), dimension, -1)
        if inverse in SPELLINGS:
            return ("power", self.make(inverse, depth), "-1", Fraction(-1))
        return None

    def converted(self, dimension, depth):
        if not dimension:
            return None
        unit = self.random.choice(SPELLINGS[dimension])
        if self.random.random() < 0.5:
            inner = self.make(PURE, depth)
            return ("unit", inner if inner[0] != "num" or inner[3] != 0.01 else self.bare(1), unit)
        return ("as", self.make(dimension, depth), unit)

    def transcendental(self, dimension, depth):
        how = self.random.choice(["exp", "ln", "log10", "log2"])
        inner = self.make(PURE, depth)
        return ("math", how, [inner], False)

    def ratio(self, dimension, depth):
        unit = self.random.choice(QUANTITIES)
        return ("op", "/", self.make(unit, depth), self.make(unit, depth))

    def called(self, dimension, depth):
        fitting = [f for f in self.program.functions_before(self.before) if f.dimension == dimension]
        if not fitting:
            return None
        function = self.random.choice(fitting)
        arguments, positional, open_ = [], [], True
        for parameter in function.parameters:
            if parameter.default and self.random.random() < 0.5:
                open_ = False
                continue
            if parameter.unit and self.random.random() < 0.3:
                argument = self.bare(1)
            else:
                argument = self.make(parameter.dimension, min(depth, 1))
                if argument[0] == "num" and argument[3] == 0.01 and parameter.unit and parameter.unit.dimension:
                    argument = argument[:3] + (1,)
            open_ = open_ and self.random.random() < 0.7
            arguments.append((parameter.name, argument))
            positional.append(open_)
        return ("call", function.name, arguments, positional)

    def over_each(self, dimension, depth):
        """sum(item), and max(half over item): members that are in sight."""
        if self.in_function:
            return None
        found = []
        for frame in self.layer.frames:
            for name in sorted(self.world.fields[()] if frame.names is None else frame.names):
                texts = [name]
                path = self.resolved(name) if not name.startswith("kind ") else None
                if path in self.world.slots and self.world.slots[path].sort == "block":
                    texts = [name + "." + inner for inner in self.world.fields[path]]
                for text in texts:
                    path = self.resolved(text)
                    slot = self.world.slots.get(path) if path is not None else None
                    if slot and slot.sort == "each" and slot.order < self.before and (slot.members or path[0].startswith("kind ")):
                        found.append((text, path, slot))
        if not found:
            return None
        text, path, slot = self.random.choice(found)
        if ".".join(path) in self.axes:
            return None
        how = self.random.choice(["sum", "mean", "min", "max"])
        if slot.dimension == dimension and self.random.random() < 0.6:
            return ("each", how, text)
        prefix = text.rsplit(".", 1)[0] + "." if "." in text else ""
        ranged = [name for name in self.world.fields[path[:-1]] if self.world.slots[path[:-1] + (name,)].sort == "value"
                  and self.world.slots[path[:-1] + (name,)].dimension == dimension
                  and self.world.slots[path[:-1] + (name,)].order < self.before
                  and self.ranged(path[:-1] + (name,), path) and self.resolved(prefix + name) == path[:-1] + (name,)]
        if not ranged:
            return None
        return ("over", how, ("name", prefix + self.random.choice(ranged)), text)

    def ranged(self, path, axis):
        return set(self.world.axes(path)) - {"scenario"} == {".".join(axis)}


class Program:
    """A random program: `world` says what it means, `text` spells it."""

    def __init__(self, seed, size):
        self.random = random.Random(seed)
        self.world = World()
        self.words = list(WORDS)
        self.random.shuffle(self.words)
        self.counter = 0
        self.functions = []             # (order, Function)
        self.items = []                 # what stands at the top level, in the order of making
        self.kinds = {}                 # name -> its item
        self.closed = set()             # kinds whose only block a reference was left to
        self.left_open = []             # required fields that a scenario has to give
        self.size = size
        self.build()

    def order(self):
        self.counter += 1
        return self.counter

    def functions_before(self, order):
        return [function for made, function in self.functions if made < order]

    def word(self):
        if not self.words:
            raise Exhausted()
        return self.words.pop()

    def inner_word(self, taken):
        """A name inside a block: sometimes one that the file has too."""
        outer = [name for name in self.world.fields[()] if name in WORDS and name not in taken and self.world.slots[(name,)].sort == "value"]
        if outer and self.random.random() < 0.2:
            return self.random.choice(sorted(outer))
        return self.word()

    # --- making ---------------------------------------------------------------------------------------------------------

    def build(self):
        r = self.random
        for _ in range(r.randint(2, 4)):
            self.top_field()
        while len(self.words) > 8 and sum(slot.sort == "value" and not slot.path[0].startswith("kind ")
                                          for slot in self.world.slots.values()) < self.size:
            made = r.random()
            if made < 0.35 or not self.kinds and made < 0.6:
                self.top_field()
            elif made < 0.5:
                self.function()
            elif made < 0.62 or not self.kinds:
                self.kind()
            else:
                self.block()
        self.replace_base()
        self.scenarios()
        self.picks()

    def dimension(self):
        return self.random.choice([PURE] * 4 + QUANTITIES)

    def declared(self, dimension, chance=0.5):
        if self.random.random() > chance:
            return None
        return self.random.choice(SPELLINGS[dimension]) if dimension else ONE

    def formula(self, dimension, unit, layer, before, depth=None, axes=()):
        """A formula for a field: bare digits where a declared unit may give them their dimension, else anything."""
        writer = Writer(self, layer, before, axes=axes)
        r = self.random
        self.world.axis_cache.clear()
        if unit is not None and unit.dimension and r.random() < 0.3:
            return writer.bare(2)
        if unit is not None and unit.dimension and r.random() < 0.15:
            return ("if", writer.condition(1), writer.bare(1), writer.make(dimension, 1) if r.random() < 0.5 else writer.bare(0))
        if r.random() < 0.02 and unit is not None:
            return ("none",)
        made = writer.make(dimension, r.randint(0, 3) if depth is None else depth)
        if unit is not None and unit.dimension and made[0] == "num" and made[2] is None:
            return writer.number(dimension)
        return made

    def top_field(self):
        name, dimension = self.word(), self.dimension()
        unit = self.declared(dimension)
        order = self.order()
        layer = Layer(None, (FILE,), name, None)
        expr = self.formula(dimension, unit, layer, order)
        slot = self.world.add(Slot((name,), "value", dimension, unit, order))
        slot.own = layer._replace(expr=expr)
        self.items.append(("field", slot.path))

    def function(self):
        r, name = self.random, self.word()
        parameters = []
        words = [self.word(), self.word()]
        for word in words[:r.randint(1, 2)]:
            dimension = self.dimension()
            unit = self.declared(dimension)
            if not dimension and unit:
                unit = None
            parameter = Parameter(word, dimension, unit)
            parameters.append(parameter)
        order = self.order()
        default = Writer(self, Layer(None, (FILE,), None, None), order)
        if r.random() < 0.6:
            last = parameters[-1]
            last.default = default.bare(1) if last.unit and r.random() < 0.5 else default.make(last.dimension, 1)
            if last.unit and last.default[0] == "num" and last.default[3] == 0.01:
                last.default = default.bare(0)
        names = frozenset(p.name for p in parameters)
        function = Function(name, parameters, self.dimension(), None)
        function.layer = Layer(None, (Frame(names, "parameters"), FILE), None, None)
        writer = Writer(self, function.layer, order, parameters)
        # A parameter without a unit is used once as what it is meant for, so that the body says nothing of it that calls do not.
        body = writer.make(function.dimension, 2)
        function.unit = self.declared(function.dimension, 0.4) if function.dimension else None
        function.expr = body
        self.world.functions[name] = function
        self.functions.append((order, function))
        self.items.append(("fn", name))

    def kind(self):
        r, name = self.random, self.word()
        path = ("kind " + name,)
        parents = [k for k in self.kinds if not self.world.slots[("kind " + k,)].source]
        parent = r.choice(sorted(parents)) if parents and r.random() < 0.3 else None
        shape = self.world.add(Slot(path, "block", order=self.order()))
        shape.kind = name
        item = {"name": name, "parent": parent, "fields": [], "changed": [], "units": []}
        if parent:
            shape.source = (("kind " + parent,), ("kind " + parent,), path)
            if parent in self.closed:
                self.closed.add(name)
            self.world.copy(("kind " + parent,), path, self.order)
        taken = set(self.world.fields[path]) | {name}
        planned = []
        for _ in range(r.randint(1, 4)):
            planned.append(self.inner_word(taken))
            taken.add(planned[-1])
        references = sorted(k for k in self.kinds if r.random() < 0.7)
        reference = self.word() if references and not parent else None
        axis = self.word() if not parent and r.random() < 0.4 else None
        nested = self.word() if r.random() < 0.25 and self.kinds and not parent else None
        names = frozenset(list(self.world.fields[path]) + planned + [n for n in (reference, axis, nested) if n])
        frames = (Frame(names, path), FILE)
        if reference:
            slot = self.world.add(Slot(path + (reference,), "ref", order=self.order()))
            slot.kind = r.choice(references)
            item["fields"].append(reference)
        if axis:
            dimension = r.choice(QUANTITIES)
            slot = self.world.add(Slot(path + (axis,), "each", dimension, r.choice(SPELLINGS[dimension]), self.order()))
            item["fields"].append(axis)
        if nested:
            fitting = [k for k in sorted(self.kinds) if self.can_nest(k) and k not in self.closed]
            if fitting:
                self.nested(path, nested, r.choice(fitting), frames)
                item["fields"].append(nested)
        for index, field in enumerate(planned):
            dimension = self.dimension()
            unit = self.declared(dimension, 0.6)
            slot = Slot(path + (field,), "value", dimension, unit, self.order())
            layer = Layer(None, frames, field, None)
            if unit and r.random() < 0.25:
                pass                                                   # required
            elif axis and index == len(planned) - 1 and r.random() < 0.9:
                slot.dimension = self.world.slots[path + (axis,)].dimension
                slot.unit = None
                slot.own = layer._replace(expr=("op", "*", ("name", axis), Writer(self, layer, slot.order).make(PURE, 1)))
            else:
                slot.own = layer._replace(expr=self.formula(dimension, unit, layer, slot.order))
            slot.output = r.random() < 0.3
            self.world.add(slot)
            item["fields"].append(field)
        for field in list(self.world.fields[path]):
            inherited = self.world.slots[path + (field,)]
            if parent and inherited.source and inherited.sort == "value" and not self.ranges(inherited.path) and r.random() < 0.3:
                self.define(inherited, frames)
                item["changed"].append(field)
            elif parent and inherited.source and inherited.unit and inherited.dimension and r.random() < 0.3 \
                    and not any(has_bare_result(layer.expr) for layer in self.world.layers(inherited.path)):
                inherited.unit = r.choice(SPELLINGS[inherited.dimension])
                item["units"].append(field)
        self.kinds[name] = item
        self.items.append(("kind", name))

    def ranges(self, path):
        return bool(set(self.world.axes(path)) - {"scenario"})

    def can_nest(self, kind):
        """A kind whose blocks need nothing: no required field but plain values, no reference, no `each`."""
        return all(self.world.slots[path].sort == "value" for path in self.world.below(("kind " + kind,)))

    def nested(self, block, name, kind, frames):
        path = block + (name,)
        slot = self.world.add(Slot(path, "block", order=self.order()))
        slot.kind = kind
        self.world.copy(("kind " + kind,), path, self.order)
        inner = (Frame(frozenset(self.world.fields[path]), path),) + frames
        self.fill(path, inner, 0.3)

    def define(self, slot, frames):
        """A formula of the block's own for a field that it has from its kind or its original."""
        layer = Layer(None, frames, slot.path[-1], None)
        slot.own = layer._replace(expr=self.formula(slot.dimension, slot.unit, layer, slot.order))
        self.world.axis_cache.clear()

    def fill(self, path, frames, chance):
        r = self.random
        for name in list(self.world.fields[path]):
            slot = self.world.slots[path + (name,)]
            if slot.sort == "value" and not self.world.layers(slot.path) and len(path) == 1 and r.random() < 0.08:
                self.left_open.append(slot)
            elif slot.sort == "value" and (not self.world.layers(slot.path) or r.random() < chance) and not self.ranges(slot.path):
                self.define(slot, frames)
            elif slot.sort == "ref":
                self.refer(slot, frames)

    def refer(self, slot, frames):
        r = self.random
        if slot.source and self.world.layers(slot.path) and r.random() < 0.7:
            return
        candidates = self.candidates(slot)
        only = self.world.only_block(slot.kind)
        if only in candidates and r.random() < 0.4:
            self.closed |= self.world.family(slot.kind)
            return
        layer = Layer(None, frames, slot.path[-1], None)
        fitting = [path[0] for path in candidates if self.world.resolve(path[0], layer, "base") == path]
        if not fitting:
            raise Exhausted()
        slot.own = layer._replace(expr=("name", r.choice(fitting)))

    def candidates(self, slot):
        family = self.world.family(slot.kind)
        return [path for path, other in self.world.slots.items() if other.sort == "block" and len(path) == 1
                and other.kind in family and not path[0].startswith("kind ") and other.order < slot.order]

    def block(self):
        r = self.random
        blocks = [path for path, slot in self.world.slots.items() if slot.sort == "block" and len(path) == 1
                  and not path[0].startswith("kind ")]
        open_kinds = [kind for kind in sorted(self.kinds) if kind not in self.closed]
        source = r.choice(blocks) if blocks and r.random() < 0.35 else None
        kind = self.world.slots[source].kind if source else (r.choice(open_kinds) if open_kinds else None)
        if kind is None or not self.can_refer(kind):
            return
        name = self.word()
        path = (name,)
        slot = self.world.add(Slot(path, "block", order=self.order()))
        slot.kind = kind
        shape = source or ("kind " + kind,)
        slot.source = (shape, shape, path)
        self.world.copy(shape, path, self.order)
        each = [n for n in self.world.fields[path] if self.world.slots[path + (n,)].sort == "each"]
        for index, member in enumerate(m for n in each for m in self.world.slots[path + (n,)].members):
            self.world.slots[path + (member,)].order = slot.order + 0.2 + index * 0.01
        taken = set(self.world.fields[path]) | {name}
        helpers = []
        for _ in range(r.choice([0, 0, 1, 2])):
            helpers.append(self.inner_word(taken))
            taken.add(helpers[-1])
        members = [self.word() for _ in range(r.randint(0 if source else 1, 3))] if each else []
        nested = self.word() if r.random() < 0.15 else None
        if nested and not [k for k in self.kinds if self.can_nest(k) and k not in self.closed]:
            nested = None
        frames = (Frame(frozenset(list(self.world.fields[path]) + helpers + members + ([nested] if nested else [])), path), FILE)
        # Members come before what is made of them.
        if members:
            axis = self.world.slots[path + (each[0],)]
            first = self.world.slots[path].order + 0.5
            for index, member in enumerate(members):
                new = self.world.add(Slot(path + (member,), "value", axis.dimension, axis.unit, first + index * 0.01))
                layer = Layer(None, frames, member, None)
                new.own = layer._replace(expr=self.formula(axis.dimension, axis.unit, layer, new.order, depth=1))
                axis.members.append(member)
        self.fill(path, frames, 0.35)
        if nested:
            fitting = [k for k in sorted(self.kinds) if self.can_nest(k) and k not in self.closed]
            if fitting:
                self.nested(path, nested, r.choice(fitting), frames)
        for helper in helpers:
            dimension = self.dimension()
            unit = r.choice(SPELLINGS[dimension]) if dimension else ONE
            new = Slot(path + (helper,), "value", dimension, unit, self.order())
            layer = Layer(None, frames, helper, None)
            new.own = layer._replace(expr=self.formula(dimension, unit, layer, new.order))
            self.world.add(new)
        self.inner_replacements(path, frames)
        self.items.append(("block", path, source))

    def can_refer(self, kind):
        """Whether there is a block for every reference of the kind."""
        return all(self.candidates_now(slot) for slot in map(self.world.slots.get, self.world.below(("kind " + kind,))) if slot.sort == "ref")

    def candidates_now(self, slot):
        family = self.world.family(slot.kind)
        return [path for path, other in self.world.slots.items() if other.sort == "block" and len(path) == 1
                and other.kind in family and not path[0].startswith("kind ")]

    def inner_replacements(self, path, frames):
        """`inner.field = …` inside the block: a replacement in a block that it has from its kind."""
        for name in self.world.fields[path]:
            slot = self.world.slots[path + (name,)]
            if slot.sort == "block" and slot.source and self.random.random() < 0.6:
                inner = [n for n in self.world.fields[slot.path] if self.world.slots[slot.path + (n,)].sort == "value"]
                target = self.world.slots[slot.path + (self.random.choice(inner),)]
                if self.chain_replaced(target.path):
                    continue
                layer = Layer(None, frames, None, None)
                target.replacements.append(layer._replace(expr=self.formula(target.dimension, target.unit, layer, slot.order)))
                self.items.append(("inner", path, target.path))

    # --- replacing ------------------------------------------------------------------------------------------------------

    def chain(self, path):
        """The slot, what it was copied from, and the copies of it and of those."""
        def root(slot):
            while slot.source and slot.source[0] in self.world.slots and not slot.source[0][0].startswith("kind "):
                slot = self.world.slots[slot.source[0]]
            return slot.path
        first = root(self.world.slots[path])
        return [slot for slot in self.world.slots.values() if slot.sort != "block" and root(slot) == first]

    def chain_replaced(self, path):
        """Whether this slot or a relative of it is replaced already: then what wins is not for a random program to say."""
        return any(slot.replacements for slot in self.chain(path))

    def replaceable(self):
        self.world.axis_cache.clear()
        return [slot for slot in self.world.slots.values() if not slot.path[0].startswith("kind ") and slot.sort == "value"
                and not self.ranges(slot.path)]

    def replacement(self, slot, scenario):
        """A new formula for a slot, written at the top level; in it the slot's own path may mean what it replaces."""
        layer = Layer(None, (FILE,), None, scenario)
        expr = self.formula(slot.dimension, slot.unit if slot.unit is not None else None, layer, slot.order)
        if self.random.random() < 0.4 and (slot.own or slot.source):
            expr = ("op", "*", ("num", self.random.choice(["1.2", "2", "0.5"]), None, 1), ("self", ".".join(slot.path)))
        return layer._replace(expr=expr)

    def replace_base(self):
        for slot in self.replaceable():
            if len(slot.path) > 1 and self.random.random() < 0.06 and not self.chain_replaced(slot.path):
                slot.replacements.append(self.replacement(slot, None))
                self.items.append(("replace", slot.path))

    def scenarios(self):
        r = self.random
        names = [self.word() for _ in range(r.choice([0, 1, 2, 2, 3]))]
        for index, name in enumerate(names):
            parent = r.choice(names[:index]) if index and r.random() < 0.4 else None
            self.world.scenarios[name] = parent
            self.items.append(("scenario", name))
        touched = set()
        for slot in self.replaceable():
            if slot in self.left_open:
                if not names:
                    raise Exhausted()
                if self.chain_replaced(slot.path):
                    raise Exhausted()
                slot.replacements.append(self.replacement(slot, r.choice(names)))
            elif names and r.random() < 0.15 and (slot.path in touched or not self.chain_replaced(slot.path)):
                touched.add(slot.path)
                for name in names:
                    if r.random() < 0.6:
                        slot.replacements.append(self.replacement(slot, name))
        for slot in list(self.world.slots.values()):
            if names and slot.sort == "ref" and slot.path[0] in self.world.fields[()] and not slot.path[0].startswith("kind ") \
                    and r.random() < 0.3 and not self.chain_replaced(slot.path):
                layer = Layer(None, (FILE,), None, r.choice(names))
                targets = [path for path in self.candidates(slot) if path != self.world.target(slot.path, "base")]
                if targets:
                    slot.replacements.append(layer._replace(expr=("name", r.choice(targets)[0])))

    def picks(self):
        """x[scenario], where x stands over the scenarios."""
        r = self.random
        self.world.axis_cache.clear()
        standing = [slot for slot in self.replaceable() if "scenario" in self.world.axes(slot.path)]
        for _ in range(min(len(standing), r.randint(0, 3), len(self.words) - 2)):
            slot, name = r.choice(standing), self.word()
            column = r.choice(self.world.columns())
            pick = ("pick", ".".join(slot.path), column)
            new = self.world.add(Slot((name,), "value", slot.dimension, None, self.order()))
            layer = Layer(None, (FILE,), name, None)
            if r.random() < 0.4:
                pick = ("op", "+", pick, ("name", ".".join(slot.path)))
            new.own = layer._replace(expr=("op", "*", Writer(self, layer, new.order).number(PURE), pick))
            self.items.append(("field", new.path))

    def edits(self):
        """Some `--set`, beneath the scenarios: the last one of a path wins."""
        for slot in self.replaceable():
            if self.random.random() < 0.05 and (slot.replacements or not self.chain_replaced(slot.path)):
                if any(other.path != slot.path and other.replacements for other in self.chain(slot.path)):
                    continue
                for _ in range(self.random.choice([1, 1, 2])):
                    self.world.edits.append((slot.path, self.replacement(slot, None)))
                return


class Exhausted(Exception):
    """This seed leads nowhere: no name is left, or no block that a reference could mean."""
