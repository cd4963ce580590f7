"""The small faults that `make mutate` puts into a module, one at a time.

    a < b        a <= b, a >= b           min any startswith    max all endswith
    a and b      a, b                     x[1:]                 x[2:], x[:]
    a + b        a - b, a                 1 0.5 True "text"     2 0.75 False ""
    if a         if not a                 sorted(x, key=k)      sorted(x), list(x)
    x.strip()    x                        a call, +=, return in a branch, continue, break     pass

and in regular expressions: an alternative, a quantifier, a character of a class, an anchor or a look
ahead or back taken away, greed turned. A pattern that does not compile, an annotation, a decorator, a
docstring and the name of a group are left alone: such mutants die of themselves and flatter.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
METHODS = {"startswith": "endswith", "endswith": "startswith", "search": "match"}
IDENTITIES = {"strip", "lstrip", "rstrip", "normalize", "removeprefix", "removesuffix"}
PATTERN_CALLS = {"compile", "split", "sub", "search", "match", "findall", "finditer", "fullmatch"}
TOKEN = re.compile(
    r"(?P<anchor>\\[ZAbB]|[\^$])|(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<many>(?:[*+?]|\{\d*,?\d*\})\??)|(?P<one>\\u....|\\.|.)",
    re.DOTALL,
)
ITEM = re.compile(r"(?:\\u....|\\.|.)(?:-(?:\\u....|\\.|[^\]]))?", re.DOTALL)
FIRST_PLACE = 0xE000
"""Stands for an f-string's first `{…}` while its pattern is taken apart (a character of no text)."""


@dataclass(frozen=True)
class Mutation:
    """A fault: `apply()` changes the tree that it was found in, for good."""

    where: str
    line: int
    said: str
    apply: Callable[[], None]

    @property
    def key(self) -> str:
        """What the fault is called whatever line it is on."""
        return f"{self.where}: {self.said}"


def mutations(tree: ast.Module) -> list[Mutation]:
    """All faults that the operators have for a module, in its order, each with a key of its own."""
    found, seen = list(_Finder(tree).body(tree, "")), Counter[str]()
    numbered = []
    for m in found:
        seen[m.key] += 1
        said = m.said if seen[m.key] == 1 else f"{m.said} #{seen[m.key]}"
        numbered.append(Mutation(m.where, m.line, said, m.apply))
    return numbered


class _Finder:
    def __init__(self, tree: ast.Module) -> None:
        self.patterns = _names_in_patterns(tree)

    def body(self, node: ast.AST, where: str) -> Iterator[Mutation]:
        """The faults in a node and below it."""
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            where = f"{where}.{node.name}".lstrip(".")
        elif isinstance(node, ast.Assign) and not where:
            where = ast.unparse(node.targets[0])
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params", "format_spec"):
                continue
            for place, child in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(child, ast.AST):
                    continue
                at = place if isinstance(value, list) else None
                yield from self._of(node, name, at, child, where)

    def _of(
        self, parent: ast.AST, name: str, at: int | None, child: ast.AST, where: str
    ) -> Iterator[Mutation]:
        if _is_docstring(child) or (name == "slice" and _is_text(child)):
            return
        pattern = self._is_pattern(parent, name, at)
        line = getattr(child, "lineno", getattr(parent, "lineno", 0))
        for new in _patterns(child) if pattern else _variants(child, parent, name):
            said = _less(child, new) if pattern else _said(child, new)
            yield Mutation(where, line, said, _putting(parent, name, at, new))
        if not pattern:
            yield from self.body(child, where)

    def _is_pattern(self, parent: ast.AST, name: str, at: int | None) -> bool:
        if isinstance(parent, ast.Call) and name == "args" and at == 0:
            called = parent.func
            return isinstance(called, ast.Attribute) and (
                isinstance(called.value, ast.Name)
                and called.value.id == "re"
                and called.attr in PATTERN_CALLS
            )
        if isinstance(parent, ast.Assign) and name == "value":
            return any(isinstance(t, ast.Name) and t.id in self.patterns for t in parent.targets)
        return False


def _names_in_patterns(tree: ast.Module) -> set[str]:
    """Names that f-strings put into a pattern: they are parts of one themselves."""
    return {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for value in node.values
        if isinstance(value, ast.FormattedValue)
        for name in ast.walk(value)
        if isinstance(name, ast.Name) and name.id.isupper()
    }


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and _is_text(node.value)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _said(old: ast.AST, new: ast.AST | None) -> str:
    was = ast.unparse(old).split("\n")[0]
    return f"{was} → {ast.unparse(new).split(chr(10))[0] if new else '(nothing)'}"


def _less(old: ast.AST, new: ast.AST) -> str:
    """What a pattern has less than before, or has otherwise, with its surroundings."""
    was, now = (ast.unparse(n).removeprefix("f").strip("'\"") for n in (old, new))
    a = _common(was, now)
    b = _common(was[a:][::-1], now[a:][::-1])
    gone, put = was[a : len(was) - b], now[a : len(now) - b]
    return f"…{was[max(0, a - 6) : a]}⟨{gone}{'→' * bool(put)}{put}⟩{was[len(was) - b :][:6]}…"


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _putting(parent: ast.AST, name: str, at: int | None, new: ast.AST | None) -> Callable[[], None]:
    def put() -> None:
        if at is None:
            setattr(parent, name, new)
        elif new is None:
            del getattr(parent, name)[at]
        else:
            getattr(parent, name)[at] = new
        ast.fix_missing_locations(parent)

    return put


def _variants(node: ast.AST, parent: ast.AST, name: str) -> Iterator[ast.AST | None]:
    """What may stand in a node's place; None takes it away."""
    if name in ("test", "ifs") and isinstance(node, ast.expr):
        if not isinstance(node, ast.Compare):  # turned below
            yield node.operand if isinstance(node, ast.UnaryOp) else ast.UnaryOp(ast.Not(), node)
        if name == "ifs":
            yield None
    match node:
        case ast.Compare(ops=ops, left=left, comparators=comparators):
            for n, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    yield ast.Compare(left, [*ops[:n], other(), *ops[n + 1 :]], comparators)
        case ast.BoolOp(op=op, values=values):
            for n in range(len(values)):
                rest = [*values[:n], *values[n + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
            yield left
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand) if name != "test":
            yield operand
        case ast.Call(func=ast.Name(id=called), args=args, keywords=keywords):
            if called in NAMES:
                yield ast.Call(ast.Name(NAMES[called], ast.Load()), args, keywords)
            if called == "sorted":
                yield ast.Call(ast.Name("list", ast.Load()), args, [])
            for keyword in keywords:
                if keyword.arg in ("key", "reverse"):
                    yield ast.Call(node.func, args, [k for k in keywords if k is not keyword])
        case ast.Call(func=ast.Attribute(value=value, attr=attr), args=args, keywords=keywords):
            if attr in METHODS:
                func = ast.Attribute(value, METHODS[attr], ast.Load())
                yield ast.Call(func, args, keywords)
            if attr in IDENTITIES:
                yield value
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower and not isinstance(lower, ast.Constant):
                yield ast.Slice(None, upper, step)
            if upper and not isinstance(upper, ast.Constant):
                yield ast.Slice(lower, None, step)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=float(value)):
            yield ast.Constant(value * 1.5 or 1.0)
        case ast.Constant(value=str(value)):
            yield ast.Constant("" if value else "x")
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Raise():
            yield ast.Pass()
        case ast.Return() if isinstance(parent, ast.If | ast.For | ast.While):
            yield ast.Pass()


def _patterns(node: ast.AST) -> Iterator[ast.AST]:
    """A pattern's own faults, whether it stands as a string or as an f-string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from map(ast.Constant, _weaker(node.value))
    elif isinstance(node, ast.JoinedStr):
        fields = [value for value in node.values if isinstance(value, ast.FormattedValue)]
        marks = iter(range(FIRST_PLACE, FIRST_PLACE + len(fields)))
        text = "".join(
            value.value if isinstance(value, ast.Constant) else chr(next(marks))
            for value in node.values
        )
        for new in _weaker(text):
            parts = re.split("([\ue000-\ue0ff])", new)
            yield ast.JoinedStr(
                [
                    fields[ord(part) - FIRST_PLACE]
                    if "\ue000" <= part <= "\ue0ff"
                    else ast.Constant(part)
                    for part in parts
                    if part
                ]
            )


def _weaker(pattern: str) -> Iterator[str]:
    """A pattern with one thing less, as far as it still compiles and is another one."""
    tokens = list(TOKEN.finditer(pattern))
    for new in dict.fromkeys(_taken_away(pattern, tokens)):
        try:
            re.compile(new)
        except re.error:
            continue
        if new != pattern:
            yield new


def _taken_away(pattern: str, tokens: list[re.Match[str]]) -> Iterator[str]:
    def without(a: int, b: int, put: str = "") -> str:
        return pattern[:a] + put + pattern[b:]

    for place, token in enumerate(tokens):
        a, b = token.span()
        match token.lastgroup:
            case "anchor":
                yield without(a, b)
            case "many":
                yield without(a, b)
                if not re.fullmatch(r"\?\??|\{\d+\}", token[0]):  # an exact count has no greed
                    yield without(a, b, token[0][:-1] if token[0].endswith("?") else token[0] + "?")
            case "look":
                yield without(a, _end(tokens, place))
            case "set":
                begin = a + (2 if token[0].startswith("[^") else 1)
                for item in ITEM.finditer(pattern, begin, b - 1):
                    yield without(*item.span())
            case "bar":
                yield without(a, _end(tokens, place))
                yield without(_begin(tokens, place), b)


def _end(tokens: list[re.Match[str]], place: int) -> int:
    """Where what begins at `place` ends: a group behind its bracket, an alternative before the next."""
    group, depth = tokens[place].lastgroup == "look", 0
    for token in tokens[place + 1 :]:
        if depth == 0 and token.lastgroup in ("bar", "close") and not (group and token["bar"]):
            return token.end() if group else token.start()
        depth += (token.lastgroup in ("open", "look")) - (token.lastgroup == "close")
    return tokens[-1].end()


def _begin(tokens: list[re.Match[str]], place: int) -> int:
    """Where the alternative before the bar at `place` begins."""
    depth = 0
    for token in reversed(tokens[:place]):
        if depth == 0 and token.lastgroup in ("bar", "open", "look"):
            return token.end()
        depth += (token.lastgroup == "close") - (token.lastgroup in ("open", "look"))
    return 0
