"""What a Word document's styles and numbers say of a paragraph and of a run.

A property is the run's own, else its character style's, else the paragraph style's, else the
document's default; a style that lacks it has that of the style on which it is based.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.importers.readers.numbering import printed_number

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{WORD}val"
OFF = ("0", "false", "off", "none")
LEVELS = 9
DEEPEST = 20
"""Styles are based on others at most that often; a circle of them ends there."""


def is_on(node: Element | None) -> bool | None:
    """Whether a property is set; None where it is not there."""
    return None if node is None else node.get(VAL) not in OFF


@dataclass(slots=True)
class Styles:
    """The document's styles by their ids."""

    styles: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    defaults: Element | None = None
    looks: dict[tuple[str, str], list[Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        styles = cls()
        for node in root.iter(f"{WORD}style") if root is not None else ():
            name = node.get(f"{WORD}styleId") or ""
            styles.styles.setdefault(name, node)
            if node.get(f"{WORD}type") == "paragraph" and node.get(f"{WORD}default") in (
                "1",
                "true",
            ):
                styles.default = name
        if root is not None:
            styles.defaults = root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr")
        return styles

    def chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(DEEPEST):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            base = style.find(f"{WORD}basedOn")
            name = (base.get(VAL) or "") if base is not None else ""

    def name(self, style: str) -> str:
        found = self.styles.get(style)
        node = found.find(f"{WORD}name") if found is not None else None
        return (node.get(VAL) or "").lower() if node is not None else ""

    def sources(self, run: Element | None, paragraph_style: str) -> list[Element]:
        """All that says how a run looks, the nearest first."""
        style = run.find(f"{WORD}rStyle") if run is not None else None
        key = ((style.get(VAL) or "") if style is not None else "", paragraph_style or self.default)
        if key not in self.looks:
            found = [
                r for n in key for s in self.chain(n) if (r := s.find(f"{WORD}rPr")) is not None
            ]
            self.looks[key] = found if self.defaults is None else [*found, self.defaults]
        return [run, *self.looks[key]] if run is not None else self.looks[key]


def first_of(sources: list[Element], name: str) -> Element | None:
    """The nearest of the sources' properties of that name."""
    return next((n for s in sources if (n := s.find(f"{WORD}{name}")) is not None), None)


@dataclass(frozen=True, slots=True)
class Label:
    """A number that Word sets before a paragraph: `text` is None where its format is not read."""

    text: str | None
    form: str


@dataclass(slots=True)
class Numbers:
    """Counts the document's numbered paragraphs, in its order.

    All lists (w:num) of one kind (w:abstractNum) go on with one count, but where one starts anew.
    """

    kinds: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None, styles: Styles) -> Numbers:
        numbers = cls(styles=styles)
        for node in root if root is not None else ():
            if node.tag == f"{WORD}abstractNum":
                numbers.kinds[node.get(f"{WORD}abstractNumId") or ""] = node
            elif node.tag == f"{WORD}num":
                numbers.lists[node.get(f"{WORD}numId") or ""] = node
        return numbers

    def label(self, properties: Element | None, style: str) -> Label | None:
        """The number of the paragraph with these properties; None where Word sets none."""
        own = properties.find(f"{WORD}numPr") if properties is not None else None
        number, level = _number(own)
        if number is None:
            for base in self.styles.chain(style or self.styles.default):
                numbered = base.find(f"{WORD}pPr/{WORD}numPr")
                if numbered is None:
                    continue
                number, its = _number(numbered)
                linked = self._linked(number, base.get(f"{WORD}styleId") or "")
                level = level if level is not None else (linked if linked is not None else its)
                if number is not None:
                    break
        if number is None:
            return Label(None, "no list") if own is not None else None
        return None if number == "0" else self._counted(number, level or 0)

    def named(self, name: str, level: int, start: int | None) -> Label | None:
        """The next number of a list that a LISTNUM field calls by its name; None for Word's own."""
        for kind, node in self.kinds.items():
            said = node.find(f"{WORD}name")
            if name and said is not None and said.get(VAL) == name:
                number = next((n for n, x in self.lists.items() if self._kind_of(x) == kind), None)
                if number is not None:
                    if start is not None:
                        self.counts.setdefault(kind, [None] * LEVELS)[level] = start - 1
                    return self._counted(number, level)
        return None

    def _kind_of(self, number: Element) -> str:
        """The kind of a list, through a numbering style if it is given by one."""
        node = number.find(f"{WORD}abstractNumId")
        kind = (node.get(VAL) or "") if node is not None else ""
        link = self.kinds[kind].find(f"{WORD}numStyleLink") if kind in self.kinds else None
        for style in self.styles.chain(link.get(VAL) or "") if link is not None else ():
            linked = _number(style.find(f"{WORD}pPr/{WORD}numPr"))[0]
            target = self.lists.get(linked or "")
            inner = target.find(f"{WORD}abstractNumId") if target is not None else None
            if inner is not None:
                return inner.get(VAL) or ""
        return kind

    def _linked(self, number: str | None, style: str) -> int | None:
        """The level that a kind of list gives to a style."""
        node = self.lists.get(number or "")
        kind = self.kinds.get(self._kind_of(node)) if node is not None else None
        for level in kind.iter(f"{WORD}lvl") if kind is not None else ():
            linked = level.find(f"{WORD}pStyle")
            if linked is not None and linked.get(VAL) == style:
                return _int(level.get(f"{WORD}ilvl"), 0)
        return None

    def _counted(self, number: str, level: int) -> Label | None:
        node = self.lists.get(number)
        kind = self._kind_of(node) if node is not None else ""
        if node is None or kind not in self.kinds or not 0 <= level < LEVELS:
            return Label(None, "a list that the document lacks")
        counts = self.counts.setdefault(kind, [None] * LEVELS)
        if (number, level) not in self.begun:
            self.begun.add((number, level))
            start = node.find(f"{WORD}lvlOverride[@{WORD}ilvl='{level}']/{WORD}startOverride")
            if start is not None:
                counts[level] = _int(start.get(VAL), 1) - 1
        levels = [self._level(node, kind, place) for place in range(LEVELS)]
        before = counts[level]
        counts[level] = _start(levels[level]) if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            below = levels[deeper]
            again = below.find(f"{WORD}lvlRestart") if below is not None else None
            after = _int(again.get(VAL), deeper) if again is not None else deeper
            if level < after:
                counts[deeper] = None
        return _label(levels, counts, level)

    def _level(self, node: Element, kind: str, place: int) -> Element | None:
        path = f"{WORD}lvl[@{WORD}ilvl='{place}']"
        own = node.find(f"{WORD}lvlOverride[@{WORD}ilvl='{place}']/{WORD}lvl")
        return own if own is not None else self.kinds[kind].find(path)


def _label(levels: list[Element | None], counts: list[int | None], level: int) -> Label | None:
    node = levels[level]
    if node is None:
        return Label(None, "a level that the list lacks")
    form = _form(node)
    text = node.find(f"{WORD}lvlText")
    pattern = (text.get(VAL) or "") if text is not None else ""
    if form in ("bullet", "none") and "%" not in pattern:
        return None if form == "bullet" or not pattern.strip() else Label(pattern, form)
    legal = is_on(node.find(f"{WORD}isLgl")) is True
    pieces = []
    for piece in re.split(r"(%[1-9])", pattern):
        if not re.fullmatch(r"%[1-9]", piece):
            pieces.append(piece)
            continue
        place = int(piece[1]) - 1
        own = levels[place]
        used = counts[place]
        count = used if used is not None else _start(own)
        shown = "decimal" if legal or own is None else _form(own)
        printed = "" if shown == "none" else printed_number(count, shown)
        if printed is None:
            return Label(None, shown)
        pieces.append(printed)
    label = "".join(pieces)
    return Label(label, form) if label.strip() else None


def _form(level: Element) -> str:
    node = next(level.iter(f"{WORD}numFmt"), None)
    return (node.get(VAL) or "decimal") if node is not None else "decimal"


def _start(level: Element | None) -> int:
    node = level.find(f"{WORD}start") if level is not None else None
    return _int(node.get(VAL), 1) if node is not None else 1


def _number(node: Element | None) -> tuple[str | None, int | None]:
    if node is None:
        return None, None
    number, level = node.find(f"{WORD}numId"), node.find(f"{WORD}ilvl")
    return (
        number.get(VAL) if number is not None else None,
        _int(level.get(VAL), 0) if level is not None else None,
    )


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text or "") else otherwise  # type: ignore[arg-type]
