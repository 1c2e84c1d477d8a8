"""Why this file exists: the text of a random program. One program has many texts: items in another order, one line or many,
brackets that change nothing, other names. The meaning is in the program; here it is only spelled."""

PRECEDENCE = {"if": 0, "or": 1, "and": 2, "not": 3, "as": 5, "+": 6, "-": 6, "*": 7, "/": 7, "neg": 8, "power": 9}


class Speller:
    def __init__(self, program, rng, split=False, shuffle=True, extra=False):
        self.program, self.world, self.random = program, program.world, rng
        self.split, self.shuffle, self.extra = split, shuffle, extra

    # --- formulas -------------------------------------------------------------------------------------------------------

    def gap(self):
        """A place where a newline separates nothing."""
        return "\n" + " " * self.random.randint(1, 9) if self.split and self.random.random() < 0.5 else " "

    def inside(self):
        return "\n  " if self.split and self.random.random() < 0.2 else ""

    def brackets(self, text):
        return "(" + self.inside() + text + self.inside() + ")"

    def expr(self, expr, least=0):
        level, text = getattr(self, "spell_" + expr[0])(expr)
        return self.brackets(text) if level < least else text

    def spell_num(self, expr):
        letter = {1: "", 1000: "k", 1e6: "M", 0.01: "%"}[expr[3]]
        return (8 if expr[2] else 10), expr[1] + letter + (" " + expr[2].text if expr[2] else "")

    def spell_none(self, expr):
        return 10, "none"

    def spell_name(self, expr):
        return 10, expr[1]

    spell_self = spell_name

    def spell_pick(self, expr):
        return 10, expr[1] + "[" + self.inside() + expr[2] + self.inside() + "]"

    def spell_unit(self, expr):
        return 8, self.brackets(self.expr(expr[1])) + " " + expr[2].text

    def spell_as(self, expr):
        return 5, self.expr(expr[1], 5) + self.gap() + "as " + expr[2].text

    def spell_neg(self, expr):
        return 8, "-" + self.expr(expr[1], 9)

    def spell_op(self, expr):
        level = PRECEDENCE[expr[1]]
        left, right = self.expr(expr[2], level), self.expr(expr[3], level + 1)
        if expr[1] == "/" and expr[3][0] in ("num", "unit") and expr[3][2]:
            right = self.brackets(right)
        if self.split and self.random.random() < 0.3:
            return level, left + "\n    " + expr[1] + " " + right
        return level, left + " " + expr[1] + self.gap() + right

    def spell_power(self, expr):
        base = self.expr(expr[1], 10)
        if expr[1][0] == "num":
            base = "(" + base + ")"
        return 9, base + "^" + expr[2]

    def spell_math(self, expr):
        values = ("," + self.gap()).join(self.expr(one) for one in expr[2])
        return 10, expr[1] + "(" + self.inside() + ("[" + values + "]" if expr[3] else values) + self.inside() + ")"

    def spell_each(self, expr):
        return 10, "%s(%s)" % expr[1:]

    def spell_over(self, expr):
        return 10, "%s(%s over %s)" % (expr[1], self.expr(expr[2]), expr[3])

    def spell_round(self, expr):
        return 10, expr[1] + "(" + self.expr(expr[2]) + (", " + self.expr(expr[3]) if expr[3] else "") + ")"

    def spell_if(self, expr):
        return 0, "if %s%sthen %s%selse %s" % (self.expr(expr[1]), self.gap(), self.expr(expr[2]), self.gap(), self.expr(expr[3]))

    def spell_compare(self, expr):
        return 10, self.brackets(self.expr(expr[2], 6) + " " + expr[1] + self.gap() + self.expr(expr[3], 6))

    def spell_logic(self, expr):
        if expr[1] == "not":
            return 3, "not " + self.expr(expr[2], 3)
        level = PRECEDENCE[expr[1]]
        return level, self.expr(expr[2], level) + " " + expr[1] + self.gap() + self.expr(expr[3], level + 1)

    def spell_call(self, expr):
        arguments = [self.expr(value) if bare else name + " = " + self.expr(value) for (name, value), bare in zip(expr[2], expr[3])]
        return 10, expr[1] + "(" + ("," + self.gap()).join(arguments) + ")"

    # --- items ------------------------------------------------------------------------------------------------------------

    def mixed(self, items, fixed=()):
        """The items in some order; those of `fixed` stay in theirs."""
        items = list(items)
        if self.shuffle:
            self.random.shuffle(items)
        places = [index for index, item in enumerate(items) if item in fixed]
        for index, item in zip(places, fixed):
            items[index] = item
        return items

    def define(self, name, slot, unit, output=False):
        declared = " : " + unit.text if unit is not None else ""
        return ("out " if output else "") + name + declared + (" = " + self.expr(slot.own.expr) if slot.own else "")

    def body(self, items):
        if not items:
            return "< >"
        if not self.split:
            return "< " + "; ".join(items) + " >"
        text = "<"
        for item in items:
            text += "\n  " + item + (";" if self.random.random() < 0.2 else "")
        return text + "\n>"

    def kind(self, name):
        item, path, lines = self.program.kinds[name], ("kind " + name,), {}
        for field in item["fields"]:
            slot = self.world.slots[path + (field,)]
            if slot.sort == "ref":
                lines[field] = field + " : " + slot.kind
            elif slot.sort == "each":
                lines[field] = "each " + field + " : " + slot.unit.text
            elif slot.sort == "block":
                lines[field] = self.nested(slot)
            else:
                lines[field] = self.define(field, slot, slot.unit, slot.output and slot.own is not None)
        for field in item["changed"]:
            lines[field] = self.define(field, self.world.slots[path + (field,)], None)
        for field in item["units"]:
            slot = self.world.slots[path + (field,)]
            lines[field] = ("each " if slot.sort == "each" else "") + field + " : " + slot.unit.text
        parent = " from " + item["parent"] if item["parent"] else ""
        return "kind " + name + parent + " " + self.body([lines[field] for field in self.mixed(lines)])

    def nested(self, slot):
        lines = [self.define(name, self.world.slots[slot.path + (name,)], None) for name in self.world.fields[slot.path]
                 if self.world.slots[slot.path + (name,)].own]
        return slot.kind + " " + slot.path[-1] + " " + self.body(self.mixed(lines))

    def block(self, path, source):
        lines, members = {}, []
        for name in self.world.fields[path]:
            slot = self.world.slots[path + (name,)]
            if slot.sort == "each":
                members = [member for member in slot.members if self.world.slots[path + (member,)].own]
            elif slot.sort == "block" and not slot.source:
                lines[name] = self.nested(slot)
            elif slot.own:
                helper = slot.sort == "value" and not slot.source
                lines[name] = self.define(name, slot, slot.unit if helper else None)
        for member in members:
            slot = self.world.slots[path + (member,)]
            if not slot.source:
                lines[member] = self.define(member, slot, None)
        for item in self.program.items:
            if item[0] == "inner" and item[1] == path:
                slot = self.world.slots[item[2]]
                text = ".".join(item[2][len(path):])
                lines[text] = text + " = " + self.expr(slot.replacements[0].expr)
        if self.extra:
            lines["unrelated_helper"] = "unrelated_helper : 1 = 5 * 7"
        kind = self.world.slots[path].kind
        origin = " from " + source[0] if source else ""
        members = [member for member in members if member in lines]
        return kind + " " + path[0] + origin + " " + self.body([lines[name] for name in self.mixed(lines, members)])

    def function(self, name):
        function = self.world.functions[name]
        parameters = [p.name + (": " + p.unit.text if p.unit else "") + (" = " + self.expr(p.default) if p.default else "")
                      for p in function.parameters]
        result = " : " + function.unit.text if function.unit else ""
        return "fn %s(%s)%s = %s" % (name, ", ".join(parameters), result, self.expr(function.expr))

    def scenario(self, name):
        lines = []
        for slot in self.world.slots.values():
            for layer in slot.replacements:
                if layer.scenario == name:
                    lines.append(".".join(slot.path) + " = " + self.expr(layer.expr))
        parent = self.world.scenarios[name]
        return "scenario " + name + (" from " + parent if parent else "") + " " + self.body(self.mixed(lines))

    def item(self, item):
        if item[0] == "field":
            slot = self.world.slots[item[1]]
            return self.define(item[1][0], slot, slot.unit)
        if item[0] == "replace":
            return ".".join(item[1]) + " = " + self.expr([l for l in self.world.slots[item[1]].replacements if l.scenario is None][0].expr)
        return {"fn": self.function, "kind": self.kind, "scenario": self.scenario}.get(item[0], lambda path: self.block(path, item[2]))(item[1])

    def text(self):
        items = self.mixed([item for item in self.program.items if item[0] != "inner"])
        lines = [self.item(item) for item in items]
        if self.extra:
            lines.insert(self.random.randint(0, len(lines)), "unrelated_field = 3 s * 4")
        return "\n".join(lines) + "\n"
