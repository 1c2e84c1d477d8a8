"""Why this file exists: a TextMate grammar is JSON, which has neither variables nor comments, so that its patterns repeat each other
and say nothing of why. Here it is with both; generate.py writes vscode/syntaxes/sce.tmLanguage.json from it.

It follows lang/lexer.re: what is a unit, a block's `<` or a soft keyword is seen from what stands around it on its line.
"""

NAME = r"[A-Za-z_µμ]\w*"
PATH = rf"{NAME}(?:\.{NAME})*"
EXPONENT = r"(?:\^(?:-?\d+\b(?!\.\d)|\(-?\d+(?:/\d+)?\)))?"
GAP = r"[ \t]*"


def captures(**scopes):
    """Scopes by number; a tuple names rules that look into what was captured."""
    return {key[1:]: {"patterns": [{"include": "#" + rule} for rule in scope]} if isinstance(scope, tuple) else {"name": scope}
            for key, scope in scopes.items()}


def includes(*names):
    return [{"include": "$self" if name == "$self" else "#" + name} for name in names]


def word(scope, pattern):
    """Whole words; behind a number they may stand without a space: `80GB`, `4to 10`."""
    return {"name": scope, "match": rf"(?<![A-Za-z_µμ]){pattern}(?!\w)"}


class Patterns:
    """The patterns that need the tables of the language."""

    def __init__(self, reserved, soft):
        plain = rf"(?!{reserved}\b){NAME}"
        # Behind a number: no call, no index, no member.
        factor = rf"{plain}(?!\w|[(\[]|\.{NAME}){EXPONENT}"
        group = rf"\({factor}(?:[*/]{factor})*\){EXPONENT}"
        self.unit = rf"(?!prefix\b[ \t]+[a-z]){factor}(?:[*/](?:{factor}|{group}))*"
        # Behind a colon or `as`: paths, 1 and % too.
        declared = rf"(?:(?!{reserved}\b){PATH}|1(?![\w.])|%){EXPONENT}"
        declared_group = rf"\({declared}(?:[*/]{declared})*\){EXPONENT}"
        self.declared = rf"(?:{declared}|{declared_group})(?:[*/](?:{declared}|{declared_group}))*"
        self.path = rf"(?!{reserved}\b){PATH}"
        self.name = plain
        self.start = r"(?:^|(?<=[;<]))" + GAP      # where an item may start
        # What stands behind the `<` of a block that has one word in front of it, so that `a < b` is none.
        head = rf"{self.path}(?:[ \t]+{PATH}){{0,3}}{GAP}(?:[=:](?!=)|<(?!=))"
        self.fields = rf"(?={GAP}(?:$|[#;>]|{head}|{soft}[ \t]+[\"A-Za-z_]))"
        self.from_path = rf"(?:[ \t]+(from)[ \t]+({self.path}))?"
        self.behind_word = rf"(?=[ \t]+(?!{reserved}\b)[\"A-Za-z_µμ])"


NUMBER = r"\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?"
MAGNITUDE = r"(?:[kMT](?!\w)|B(?![\w/*])|%)?"

BLOCK = "punctuation.section.block.%s.sce"
HEAD = dict(_1=("kind",), _2="entity.name.class.block.sce", _3="keyword.other.from.sce", _4="entity.other.inherited-class.sce", _5=BLOCK % "begin")


def block(begin, scopes):
    """A block up to its `>`; blocks within it are rules of the same name."""
    return {"name": "meta.block.sce", "begin": begin, "beginCaptures": captures(**scopes), "end": r"(>)(?!=)",
            "endCaptures": captures(_1=BLOCK % "end"), "patterns": includes("$self")}


def brackets(begin, scopes, kind, end, end_scopes, inside):
    return {"name": f"meta.{kind}.sce", "begin": begin, "beginCaptures": captures(**scopes), "end": end,
            "endCaptures": captures(**end_scopes), "patterns": inside}


def definitions(p, soft_words):
    """What starts with a soft keyword, and what has fields."""
    soft_start = p.start
    rules = {
        "use": {"match": rf'{soft_start}(use)[ \t]+("[^"\n]*"?)(?:[ \t]+(as)[ \t]+({NAME}))?',
                "captures": captures(_1="keyword.other.use.sce", _2="string.quoted.double.path.sce", _3="keyword.operator.word.sce", _4="entity.name.namespace.sce")},
        "dimension": {"match": rf"{soft_start}(dimension)[ \t]+({p.name})(?:{GAP}(=)(?!=){GAP}({p.declared}))?(?:[ \t]+(as)[ \t]+({NAME}))?",
                      "captures": captures(_1="storage.type.dimension.sce", _2="entity.name.type.dimension.sce", _3="keyword.operator.assignment.sce",
                                           _4=("declared",), _5="keyword.operator.word.sce", _6=("style-known",))},
        "unit": {"begin": rf"{soft_start}(unit)[ \t]+({p.name})(?:{GAP}(\()([^()\n]*)(\)))?",
                 "beginCaptures": captures(_1="storage.type.unit.sce", _2="entity.name.type.unit.sce", _3="punctuation.section.parens.begin.sce",
                                           _4=("alias",), _5="punctuation.section.parens.end.sce"),
                 "end": r"(?=$|[;#]|>(?!=))", "patterns": includes("prefix-words", "declaration", "expression")},
        "alias": {"patterns": [{"name": "entity.name.type.unit.sce", "match": NAME}, {"name": "punctuation.separator.sequence.sce", "match": ","}]},
        "function-definition": brackets(rf"{soft_start}(fn)[ \t]+({p.name}){GAP}(\()", dict(_1="storage.type.function.sce", _2="entity.name.function.sce", _3="punctuation.section.parens.begin.sce"),
                                        "function.parameters", r"(\))", dict(_1="punctuation.section.parens.end.sce"), includes("parameter", "inside")),
        "extern": brackets(rf'{soft_start}(extern)[ \t]+("[^"\n]*")[ \t]+({p.name}){GAP}(\()',
                           dict(_1="storage.type.function.sce", _2="string.quoted.double.path.sce", _3="entity.name.function.sce", _4="punctuation.section.parens.begin.sce"),
                           "function.parameters", r"(\))", dict(_1="punctuation.section.parens.end.sce"), includes("parameter", "inside")),
        "modifier": {"match": rf"{soft_start}(each|out){p.behind_word}", "captures": captures(_1="storage.modifier.sce")},
        # Only what is being typed comes to this one.
        "soft": {"match": rf"{soft_start}({soft_words}){p.behind_word}", "captures": captures(_1="storage.type.sce")},
        "parameter": {"patterns": [
            {"match": rf"({NAME})(?={GAP}(?::|=(?!=)))", "captures": captures(_1="variable.parameter.sce")}, *includes("declaration")]},
        "kind-definition": block(rf"{soft_start}(kind)[ \t]+({p.name}){p.from_path}{GAP}(<)(?!=)",
                                 dict(_1="storage.type.kind.sce", _2="entity.name.type.kind.sce", _3="keyword.other.from.sce", _4="entity.other.inherited-class.sce", _5=BLOCK % "begin")),
        "block-named": block(rf"{p.start}({p.path})[ \t]+({NAME}){p.from_path}{GAP}(<)(?!=)", HEAD),
        "block-from": block(rf"{p.start}({p.path})()[ \t]+(from)[ \t]+({p.path}){GAP}(<)(?!=)", HEAD),
        "block-plain": block(rf"{p.start}({p.path}){GAP}(<)(?!=){p.fields}", dict(_1=("kind",), _2=BLOCK % "begin")),
        "field": {"match": rf"(?<!\w)({p.path})(?={GAP}(?:[:]|=(?!=)))", "captures": captures(_1=("field-path",))},
        "field-path": {"patterns": [{"name": "punctuation.accessor.dot.sce", "match": r"\."}, {"name": "variable.other.field.sce", "match": NAME}]},
        "declaration": {"match": rf"(:){GAP}({p.declared})?", "captures": captures(_1="punctuation.separator.type.sce", _2=("declared",))},
    }
    return rules


def expressions(p, words):
    comparison = {"name": "keyword.operator.comparison.sce", "match": "[<>]=?|==|!="}
    unit_behind = rf"(?:{GAP}({p.unit}))?"
    inside = [comparison, *includes("argument", "expression", "comma"), {"name": "invalid.illegal.separator.sce", "match": ";"}]
    return {
        "inside": {"patterns": inside},
        "comma": {"name": "punctuation.separator.sequence.sce", "match": ","},
        "argument": {"match": rf"(?<!\w)({p.path})(?={GAP}=(?!=))", "captures": captures(_1="variable.parameter.sce")},
        "call": brackets(rf"(?<!\w)({p.path})({GAP}\()", dict(_1=("function",), _2="punctuation.section.parens.begin.sce"), "function-call", r"\)",
                         dict(_0="punctuation.section.parens.end.sce"), includes("inside")),
        # Behind brackets that only hold together stands a unit, behind those of a call none.
        "group": brackets(r"\(", dict(_0="punctuation.section.parens.begin.sce"), "group", rf"(\)){unit_behind}",
                          dict(_1="punctuation.section.parens.end.sce", _2=("product",)), includes("inside")),
        "list": brackets(r"\[", dict(_0="punctuation.section.brackets.begin.sce"), "brackets", r"\]",
                         dict(_0="punctuation.section.brackets.end.sce"), includes("inside")),
        "number": {"patterns": [
            {"match": rf"(\$)({NUMBER}{MAGNITUDE})(?:([/*])({p.unit})|{GAP}({p.unit}))?",
             "captures": captures(_1="constant.numeric.currency.sce", _2="constant.numeric.sce", _3="keyword.operator.unit.sce", _4=("product",), _5=("product",))},
            {"match": rf"(?<!\w)({NUMBER}{MAGNITUDE}){unit_behind}", "captures": captures(_1="constant.numeric.sce", _2=("product",))}]},
        "product": {"patterns": [*includes("unit-known"), {"name": "keyword.other.unit.user.sce", "match": NAME},
                                 {"name": "constant.numeric.exponent.sce", "match": r"(?<=\^|\^\()-?\d+(?:/\d+)?"},
                                 {"name": "keyword.operator.unit.sce", "match": "[*/^]"}, {"name": "punctuation.section.parens.sce", "match": "[()]"}]},
        "declared": {"patterns": [{"match": rf"(?<![\w.*/]){words['kind']}(?![\w.*/^])", "name": "storage.type.kind.library.sce"},
                                  {"name": "keyword.other.unit.one.sce", "match": r"(?<![\w.^-])1(?!\w)|%"},
                                  {"match": rf"({NAME})(\.)", "captures": captures(_1="entity.name.namespace.sce", _2="punctuation.accessor.dot.sce")}, *includes("product")]},
        "convert": {"match": rf"(?<![A-Za-z_µμ])(as)[ \t]+({p.declared})", "captures": captures(_1="keyword.operator.word.sce", _2=("declared",))},
        "word": {"patterns": [
            word("keyword.control.conditional.sce", words["control"]), word("keyword.operator.logical.sce", words["logic"]),
            word("keyword.operator.word.sce", words["between"]), word("constant.language.sce", "none"),
            {"name": "variable.language.sce", "match": r"\bstd(?=\.)"}]},
        "member": {"match": rf"(\.){GAP}({NAME})(?!{GAP}\()", "captures": captures(_1="punctuation.accessor.dot.sce", _2="variable.other.member.sce")},
        "name": {"name": "variable.other.sce", "match": p.name},
        "operator": {"patterns": [
            {"name": "keyword.operator.comparison.sce", "match": "<=|>=|==|!="}, {"name": "keyword.operator.range.sce", "match": r"\.\."},
            {"name": "keyword.operator.assignment.sce", "match": "="}, {"name": "keyword.operator.arithmetic.sce", "match": r"[-+*/^]"}]},
        "expression": {"patterns": includes("comment", "source", "string", "number", "call", "group", "list", "convert", "word", "member", "operator", "name")},
    }


def grammar(tables, alternatives, unit_pattern):
    reserved = alternatives(tables.reserved)
    soft = alternatives(word for word in tables.soft if word != "from")
    p = Patterns(reserved, soft)
    control, logic = ["if", "then", "else"], ["and", "or", "not"]
    words = {"control": alternatives(control), "logic": alternatives(logic), "kind": alternatives(tables.kinds),
             "between": alternatives(word for word in tables.reserved if word not in control + logic)}
    known = {
        "unit-known": word("keyword.other.unit.sce", unit_pattern(tables)),
        "style-known": word("support.constant.style.sce", alternatives(tables.styles)),
        "prefix-words": word("keyword.other.prefix.sce", alternatives(tables.prefix_words)),
        "kind": {"patterns": [{"match": rf"(?<![\w.]){alternatives(tables.builtin_kinds)}(?![\w.])", "name": "storage.type.kind.builtin.sce"},
                              {"match": rf"(?<![\w.*/]){words['kind']}(?![\w.*/^])", "name": "storage.type.kind.library.sce"},
                              {"match": PATH, "name": "storage.type.kind.user.sce"}]},
        "function": {"patterns": [{"match": rf"(?<![\w.]){alternatives(tables.functions)}(?![\w.])", "name": "support.function.sce"},
                                  {"match": PATH, "name": "entity.name.function.call.sce"}]},
    }
    common = {
        "comment": {"name": "comment.line.number-sign.sce", "match": "(#).*$", "captures": captures(_1="punctuation.definition.comment.sce")},
        "source": {"match": rf'(@){GAP}("[^"\n]*"?)?', "captures": captures(_1="keyword.operator.source.sce", _2="string.quoted.double.source.sce")},
        "string": {"name": "string.quoted.double.sce", "match": '"[^"\n]*"?'},
        "stray": {"patterns": [{"name": "punctuation.terminator.sce", "match": ";"}, {"name": "invalid.illegal.sce", "match": r"[<>{}\])!&|?%$'\\`~]|,"}]},
    }
    top = includes("comment", "use", "dimension", "unit", "function-definition", "extern", "kind-definition", "block-named", "block-from", "block-plain",
                   "modifier", "soft", "field", "declaration", "expression", "stray")
    return {"$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
            "comment": "Written by editors/generate.py from editors/textmate.py: change that.",
            "name": "sce", "scopeName": "source.sce", "fileTypes": ["sce"], "patterns": top,
            "repository": {**common, **known, **definitions(p, soft), **expressions(p, words)}}
