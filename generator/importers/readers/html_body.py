"""The text of an element of a page as a reader sees it: a line for every block, all else by name.

<p>, <pre>, <th>, <center>, display: block …   a line for each block; <pre> and
                                               `white-space: pre` keep their line breaks
<ol>, counters, `content: "…"`                 numbers and words that the page adds become text
display: none, <rt>, <noscript> …              left out, and said
struck, white, size 0, off the page            left out, and a doubt
pictures, frames, form fields, raised figures  a doubt at their place

It is one long module because it is one walk: counters, quotation and line breaks hang on what was met
before, and all rules share that state. What is not seen is judged in `html_visibility`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from generator.importers.readers.html_styles import Styles, Values, page_styles
from generator.importers.readers.html_visibility import (
    NO_TEXT,
    State,
    why_hidden,
    why_unseen,
    with_colors,
)
from generator.importers.readers.numbering import printed_number
from generator.importers.readers.table_cells import Cell, Grid
from generator.importers.readers.tables import written_tables
from generator.importers.sources import SOFT_BREAK, Doubt, Dropped

BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
    *("frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend"),
    *("li", "listing", "main", "menu", "nav", "noframes", "ol", "optgroup", "option", "p"),
    *("plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul", "xmp", "noscript"),
}
CONTROLS = {"button", "select", "option", "textarea", "input", "datalist"}
INSIDE = {"object": "an object", "video": "a film", "audio": "a sound", "canvas": "a drawing"}
INSIDE |= {"iframe": "a frame", "embed": "an object", "applet": "an object", "svg": "a drawing"}
INSIDE |= {"frame": "a frame", "math": "a formula"}
PRE = {"pre", "listing", "xmp", "plaintext"}
RAISED = {"super", "sub", "text-top", "text-bottom"}
TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman"}
TYPES |= {"I": "upper-roman"}
BULLETS = {"disc", "circle", "square", "none", "disclosure-open", "disclosure-closed", "inherit"}
TENS = {"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"}
TENS |= {"cjk-decimal", "simp-chinese-formal", "trad-chinese-formal", "cjk-earthly-branch"}
TENS |= {"cjk-heavenly-stem"}
PIECE = re.compile(
    r'"(?P<double>(?:[^"\\]|\\.)*)"|\'(?P<single>(?:[^\'\\]|\\.)*)\''
    r"|counters?\(\s*(?P<name>[\w-]+)(?:\s*,\s*(?:\"(?P<joint>[^\"]*)\"|'(?P<joint2>[^']*)'))?"
    r"(?:\s*,\s*(?P<form>[\w-]+))?\s*\)|attr\(\s*(?P<attr>[\w-]+)\s*\)|(?P<other>\S+)"
)
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
LABELLED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]+)"
)
MARK = re.compile(r"[0-9\[①-⑳*]")
TEXT_IN_IT = "if there is text in it, import another copy"


@dataclass(slots=True)
class Body:
    """A body's text: a line for every block, what was left out, and all that it has.

    `doubts` have the number of the line that they stand in; `steps` says what was added.
    """

    lines: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)
    raw: str = ""
    steps: tuple[str, ...] = ()


def read_body(body: HtmlElement, page: HtmlElement, outside: tuple[str, ...] = ()) -> Body:
    """The text of an element; what a reader of the page would not see is left out, and said.

    `outside` names classes and ids of what stands around the document inside the element.
    """
    walk = _Walk(page_styles(page), frozenset(outside))
    state = State()
    for node in reversed([*body.iterancestors()]):
        state = walk.state(node, state)
    # A body that the page shows by a script is text: what hides all of it hides nothing.
    walk.element(body, replace(state, why=None, visible=True, size_zero=False))
    return walk.finished(_raw(body))


def _raw(body: HtmlElement) -> str:
    """Every character of an element's text, but for what is no text at all (scripts)."""
    pieces: list[str] = []
    stack: list[tuple[HtmlElement, bool]] = [(body, False)]
    while stack:
        node, closing = stack.pop()
        if closing:
            pieces.append(node.tail or "")
            continue
        if node is not body:
            stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in NO_TEXT:
            pieces.append(node.text or "")
            stack.extend((child, False) for child in reversed(node))
    return "".join(pieces)


@dataclass(slots=True)
class _Walk:
    """Goes through a body once, from left to right."""

    styles: Styles
    outside: frozenset[str] = frozenset()
    read: Body = field(default_factory=Body)
    pieces: list[str] = field(default_factory=list)
    waiting: str = ""
    grid: Grid = field(default_factory=Grid)
    cells: list[Cell | None] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    steps: dict[str, int] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    lists: list[int] = field(default_factory=list)

    def finished(self, raw: str) -> Body:
        self.end()
        made = written_tables(self.read.lines, self.cells, self.grid.merged)
        begins = [*made.places, len(made.lines)]
        self.read.doubts = [(begins[place], doubt) for place, doubt in self.read.doubts]
        self.read.doubts += made.doubts
        self.read.lines = made.lines
        self.read.dropped += made.dropped
        self.read.raw = raw + "".join((*self.added, *made.added))
        if self.styles.cut:
            self.doubt("the page has more styles than are looked at", "", "is hidden text in it?")
        counted = tuple(f"{name} ({count})" for name, count in self.steps.items())
        self.read.steps = (*counted, *made.steps)
        return self.read

    def end(self) -> None:
        """Ends the line."""
        text = _flat("".join(self.pieces))
        cell = self.grid.cell()
        # White space between a cell's blocks, or between two cells, is no line: it would part their row.
        if self.pieces and (text.strip() or not self.grid.open):
            self.read.lines.append(text)
            self.cells.append(cell)
        self.pieces = []

    def _begin_table(self, node: HtmlElement) -> None:
        if node.tag == "table":
            self.grid.begin_table()
        elif node.tag == "tr":
            self.grid.begin_row()
        elif node.tag in ("td", "th"):
            self.grid.begin_cell(_count_of(node, "rowspan"))

    def _end_table(self, node: HtmlElement) -> None:
        if node.tag == "table":
            self.grid.end_table()
        elif node.tag in ("td", "th"):
            self.grid.end_cell(_count_of(node, "colspan"))

    def doubt(self, message: str, at: str, hint: str) -> None:
        self.read.doubts.append((len(self.read.lines), Doubt(message, at, hint)))

    def add(self, text: str, step: str) -> None:
        """Text that the page adds: it waits for the first word of the line."""
        self.waiting += text
        self.steps[step] = self.steps.get(step, 0) + 1

    def text(self, text: str, state: State) -> None:
        why, sure = why_unseen(state)
        if why and text.strip():
            self._left_out(why, text, sure=sure)
        elif why:
            return
        elif state.pre and "\n" in text:
            first, *rest = text.split("\n")
            self._put(first)
            for line in rest:
                self.end()
                self._put(line)
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        if self.waiting and text.strip():
            self.added.append(self.waiting)
            self.pieces.append(self.waiting)
            self.waiting = ""
            text = text.lstrip()
        self.pieces.append(text)

    def _left_out(self, why: str, text: str, *, sure: bool) -> None:
        """Names what is left out; a doubt where a reader may see it all the same."""
        if text.strip():
            self.read.dropped.append(Dropped(why, text))
            if not sure:
                message = f"{why} was left out: {' '.join(text.split())[:20]!r}"
                self.doubt(message, self.near(), "is it a word of the text?")

    def near(self) -> str:
        """The text before a place, by which its paragraph is found."""
        before = ("".join(self.pieces), *reversed(self.read.lines[-5:]))
        return next((_flat(text).strip()[-20:] for text in before if text.strip()), "")

    def element(self, start: HtmlElement, around: State) -> None:
        stack: list[tuple[HtmlElement, State, bool]] = [(start, around, False)]
        while stack:
            node, outer, closing = stack.pop()
            if closing:
                self._close(node, outer, last=node is start)
                continue
            state = outer if node is start else self.state(node, outer)
            if not isinstance(node.tag, str) or node.tag in NO_TEXT or not self._open(node, state):
                if node is not start and node.tail:
                    self.text(node.tail, outer)
                continue
            stack.append((node, outer, True))
            stack.extend((child, state, False) for child in reversed(node))

    def _open(self, node: HtmlElement, state: State) -> bool:
        """Takes in what stands before the element's children; whether these are text."""
        tag = node.tag
        if state.why:
            self._left_out(state.why, _raw(node), sure=state.sure)
            return False
        if self._is_block(node):
            self.end()
        if tag in INSIDE or tag == "img":
            self._inside(node)
            return bool(tag == "math")
        if tag in CONTROLS:
            self._control(node)
            return False
        if tag == "noscript":
            self._left_out("text for browsers without scripts", _raw(node), sure=False)
            return False
        self._begin_table(node)
        self._number(node, state)
        own = self.styles.of(node)
        raised = tag in ("sup", "sub") or own.get("vertical-align") in RAISED
        if raised and MARK.search(text := "".join(node.itertext())):
            hint = "the mark of a note, or an exponent?"
            self.doubt(f"raised or lowered text {text[:20]!r}", self.near(), hint)
        if tag == "q":
            hint = "put the marks in where the page shows them"
            self.doubt("quotation marks that the page makes (<q>)", self.near(), hint)
        if tag == "bdo" or (node.get("dir") or "").lower() == "rtl":
            self.doubt("text that runs from right to left", self.near(), "compare with the page")
        if tag == "br":
            self.pieces.append(SOFT_BREAK)
        if node.text:
            self.text(node.text, state)
        return True

    def _close(self, node: HtmlElement, outer: State, *, last: bool) -> None:
        after = self.styles.after(node)
        if after.get("content"):
            self._content(node, after, at_end=True)
        if node.tag in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        if self._is_block(node):
            self.end()
        self._end_table(node)
        if node.tail and not last:
            self.text(node.tail, outer)

    def _is_block(self, node: HtmlElement) -> bool:
        own = self.styles.of(node)
        display = own.get("display", "")
        if node.tag == "span" and own.get("float") == "left":
            return False  # LibreOffice sets a list's number so, beside its text
        if display:
            inside = display.startswith("inline") or display == "contents"
            return not inside or node.tag in ("td", "th", "tr")
        return node.tag in BLOCKS

    def _inside(self, node: HtmlElement) -> None:
        """A picture, a frame, a formula: a doubt that quotes what it says of itself."""
        kind = INSIDE.get(node.tag, "a picture")
        alt = (node.get("alt") or node.get("aria-label") or node.get("title") or "").strip()
        inside = " ".join(_raw(node).split())
        words = alt if node.tag == "img" else (inside or alt)
        self.doubt(f"{kind} stands in the text ({words[:20]!r})", self.near(), TEXT_IN_IT)
        if inside and node.tag != "math":
            self.read.dropped.append(Dropped(f"text inside {kind}", inside))

    def _control(self, node: HtmlElement) -> None:
        why = f"a <{node.tag}>"
        shown = _raw(node).strip()
        if node.tag == "input" and (node.get("type") or "text").lower() != "hidden":
            shown = (node.get("value") or node.get("placeholder") or "").strip()
        elif shown:
            self.read.dropped.append(Dropped(why, shown))
        if shown:
            message = f"{why} with {shown[:20]!r} was left out"
            self.doubt(message, self.near(), "is it a word of the text?")

    def _number(self, node: HtmlElement, state: State) -> None:
        """Counts lists and counters; adds the number that the page sets before the element."""
        own = self.styles.of(node)
        self._count(own)
        if node.tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(_start(node))
        if node.tag == "li" or own.get("display") == "list-item":
            self._item(node, own, state)
        before = self.styles.before(node)
        if before.get("content"):
            self._count(before)
            self._content(node, before)

    def _item(self, node: HtmlElement, own: Values, state: State) -> None:
        parent = node.getparent()
        ordered = parent is not None and parent.tag == "ol"
        if not self.lists:
            self.lists.append(1)
        if ordered and re.fullmatch(r"-?\d{1,6}", node.get("value") or ""):
            self.lists[-1] = int(node.get("value"))
        number = self.lists[-1]
        back = ordered and parent is not None and parent.get("reversed") is not None
        self.lists[-1] = number - 1 if back else number + 1
        form = _form(node, own, state, ordered=ordered)
        if form in BULLETS:
            return
        text = "".join(node.itertext())
        if form.startswith(('"', "'")):
            self.add(_unescaped(form[1:-1]), "read what the page's lists set before their items")
        elif (printed := printed_number(number, form)) is None:
            hint = "the number is not in the text: put it in"
            self.doubt(f"the page numbers this paragraph itself ({form})", text.strip()[:20], hint)
        elif LABELLED.match(text):
            hint = f"the page sets {number} before it besides: which of the two is the text?"
            self.doubt("a paragraph with a number of its own in a list", text.strip()[:20], hint)
        elif text.strip():
            mark = "、" if form in TENS else "."
            self.add(printed + mark, "read the numbers that the page's lists make")

    def _count(self, own: Values) -> None:
        for name, value in _named(own.get("counter-reset", ""), 0):
            self.counters[name] = [value]
        for name, value in _named(own.get("counter-set", ""), 0):
            self.counters[name] = [value]
        for name, value in _named(own.get("counter-increment", ""), 1):
            self.counters[name] = [self.counters.get(name, [0])[0] + value]

    def _content(self, node: HtmlElement, own: Values, *, at_end: bool = False) -> None:
        """Words and counters of `content`; what is no word (a picture, a quotation mark) is a doubt."""
        value = own["content"]
        if value in ("none", "normal", '""', "''") or own.get("display") == "none":
            return
        text = ""
        for found in PIECE.finditer(value):
            piece = self._piece(node, found)
            if piece is None:
                hint = "the page's style adds it: look at the page"
                self.doubt(f"added by the page: {value[:30]!r}", self.near(), hint)
                return
            text += piece
        if not text.strip():
            return
        step = "read what the page's styles add to the text"
        if at_end:
            self.steps[step] = self.steps.get(step, 0) + 1
            self.added.append(text)
            self.pieces.append(text)
        else:
            self.add(text, step)

    def _piece(self, node: HtmlElement, found: re.Match[str]) -> str | None:
        if (
            said := found["double"] if found["double"] is not None else found["single"]
        ) is not None:
            return _unescaped(said)
        if found["name"]:
            number = self.counters.get(found["name"], [0])[0]
            return printed_number(number, found["form"] or "decimal")
        if found["attr"]:
            return node.get(found["attr"]) or ""
        return None

    def state(self, node: HtmlElement, outer: State) -> State:
        """What holds for the element: from outside, by its tag, by its styles."""
        if not isinstance(node.tag, str):
            return outer
        own = self.styles.of(node)
        state = outer
        if node.tag in PRE:
            state = replace(state, pre=True)
        if space := own.get("white-space"):
            state = replace(state, pre=space.startswith(("pre", "break")))
        if lists := {k: v for k, v in own.items() if k.startswith("list-style")}:
            # Either of list-style and list-style-type says anew what a list inherits by the other.
            state = replace(state, lists=lists)
        if own or node.get("color") or node.get("bgcolor"):
            state = with_colors(node, own, state)
        named = {node.get("id"), *(node.get("class") or "").split()}
        why, sure = (
            ("around the main text", True) if named & self.outside else why_hidden(node, own)
        )
        return replace(state, why=why, sure=sure) if why else state


def _count_of(node: HtmlElement, name: str) -> int:
    """How many rows or columns a cell goes over."""
    value = (node.get(name) or "").strip()
    return min(max(int(value), 1), 1000) if re.fullmatch(r"[0-9]{1,6}", value) else 1


def _start(node: HtmlElement) -> int:
    start = node.get("start") or ""
    if re.fullmatch(r"-?\d{1,6}", start):
        return int(start)
    return sum(1 for li in node if li.tag == "li") if node.get("reversed") is not None else 1


def _form(node: HtmlElement, own: Values, state: State, *, ordered: bool) -> str:
    """The format of a list item's number: by its style, by `type`, else by the kind of list."""
    for values in (own, state.lists):
        if kind := values.get("list-style-type"):
            return kind
        words = values.get("list-style", "").split()
        if found := [word for word in words if word not in ("inside", "outside", "initial")]:
            return found[0]
    parent = node.getparent()
    kind = node.get("type") or (parent.get("type") if parent is not None else None) or ""
    return TYPES.get(kind, kind.lower() if kind.lower() in BULLETS else "") or (
        "decimal" if ordered else "disc"
    )


def _named(value: str, default: int) -> Iterator[tuple[str, int]]:
    """`a 2 b` as names with numbers."""
    for found in re.finditer(r"([a-z_][\w-]*)(?:\s+(-?\d{1,6}))?", value):
        if found[1] != "none":
            yield found[1], int(found[2]) if found[2] else default


def _unescaped(text: str) -> str:
    def shown(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return chr(code) if 0 < code < 0x110000 else (found[2] or "")

    return ESCAPE.sub(shown, text)


def _flat(text: str) -> str:
    """Line breaks in the page's source are no line breaks on the page; between Latin words, a space."""
    text = re.sub(r"(?<=[!-~])[ \t]*[\r\n\t][ \t\r\n]*(?=[!-~])", " ", text)
    return re.sub(r"[\r\n\t]+ *", "", text)
