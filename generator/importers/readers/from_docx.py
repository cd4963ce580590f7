"""A .docx to lines, one a paragraph, as Word shows it.

    w:t, m:t of a plain formula      text
    w:numPr, styles, LISTNUM         the number that Word sets becomes text, in a named step
    w:del, w:vanish, w:rt, w:sdt …   left out, and said
    struck, white, size 0, symbols   left out, and a doubt
    pictures, diagrams, objects …    a doubt at their place

Runs in the limited child process (see isolated). It is one long module because it is one walk: what a
run means hangs on the fields, tables and labels that are open around it, and all rules share that state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.importers.readers.docx_package import Package, opened
from generator.importers.readers.docx_styles import (
    VAL,
    WORD,
    Label,
    Numbers,
    Styles,
    first_of,
    is_on,
)
from generator.importers.readers.table_cells import Cell, Grid
from generator.importers.readers.tables import Written, written_tables
from generator.importers.sources import SOFT_BREAK, Doubt, Dropped, Extract

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEXT = (f"{WORD}t", f"{WORD}delText", f"{MATH}t", f"{DRAWN}t")
DELETED = "deleted in tracked changes"
SECOND = "a second copy for old programs"
GONE = {
    f"{WORD}del": DELETED,
    f"{WORD}moveFrom": "moved away in tracked changes",
    f"{WORD}rt": "a gloss",
}
NOT_LINEAR = {f"{MATH}{name}" for name in ("f", "sSup", "sSub", "sSubSup", "rad", "nary", "d", "m")}
NOT_LINEAR |= {f"{MATH}{name}" for name in ("eqArr", "acc", "bar", "limLow", "limUpp", "func")}
PICTURES = (f"{DRAWN}blip", f"{VML}imagedata")
SYMBOLS = re.compile(r"(?i)wingdings|webdings|symbol|marlett|zapf|dingbats|mt extra")
SYMBOL = re.compile("[\x21-\xff\uf000-\uf0ff]+")
UNSEEN_FIELDS = {"TOC": "a table of contents", "TC": "hidden text", "XE": "hidden text"}
UNSEEN_FIELDS |= {"RD": "hidden text", "TA": "hidden text"}
SHOWN_FIELDS = re.compile(
    r"\s*(?P<name>LISTNUM|AUTONUM\w*|EQ|SEQ|REF|STYLEREF|PAGE|NUMPAGES|DATE|TIME|FILENAME|TITLE"
    r"|DOCPROPERTY|FORM\w+|INCLUDE\w+|MACROBUTTON|MERGEFIELD|QUOTE|SYMBOL|ADVANCE|BARCODE|LINK)\b"
)
LISTNUM = re.compile(r'\s*LISTNUM\s+(?:"(?P<quoted>[^"]*)"|(?P<name>[^\s\\]+))?')
SWITCH = re.compile(r"\\(?P<key>[ls])\s+(?P<value>\d{1,4})")
CONTENTS = re.compile(r"toc \d")
TINY = 3
"""A size in half points up to which nobody reads a run."""
LABELLED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]+)"
)
NUMBERED = "read the numbers that Word sets before paragraphs"
RAISED = re.compile(r"[\d\[①-⑳*]")
IN_IT = "if there is text in it, put it into the document"
CONVERT = "the number is not in the text: convert the numbering to text in Word"


def read_docx(data: bytes) -> Extract:
    """The paragraphs of the main part; deleted, hidden and struck text is left out by name."""
    package = opened(data)
    root = package.part(package.main)
    styles = Styles.of(next(iter(package.of_kind("styles")), None))
    numbers = Numbers.of(next(iter(package.of_kind("numbering")), None), styles)
    walk = _Walk(package, styles, numbers)
    for node in root:
        walk.element(node, None)
    made = walk.finished()
    others = list(_others(package))
    return Extract(
        layout="docx",
        lines=tuple(made.lines),
        raw="".join(n.text or "" for n in root.iter() if n.tag in TEXT)
        + "".join((walk.added, *made.added))
        + "".join(d.text for d in others),
        dropped=(*walk.dropped, *made.dropped, *others),
        steps=(*((f"{NUMBERED} ({walk.labels})",) if walk.labels else ()), *made.steps),
        doubts=(*walk.doubts, *(doubt for _, doubt in made.doubts)),
    )


def _others(package: Package) -> Iterator[Dropped]:
    """The text of the parts beside the main one: heads, feet, notes, comments."""
    for kind, why in (
        ("header", "a running head"),
        ("footer", "a page's foot"),
        ("footnotes", "a footnote"),
        ("endnotes", "an endnote"),
        ("comments", "a comment"),
    ):
        texts = (_text(part) for part in package.of_kind(kind))
        yield from (Dropped(why, text) for text in dict.fromkeys(texts) if text.strip())


def _text(node: Element) -> str:
    """The text of a part; of an AlternateContent the first choice."""
    pieces: list[str] = []
    stack = [node]
    while stack:
        current = stack.pop()
        if current.tag == f"{COMPATIBLE}Fallback":
            continue
        if current.tag in TEXT:
            pieces.append(current.text or "")
        elif current.tag == f"{WORD}p" and pieces:
            pieces.append(" ")
        stack.extend(reversed(current))
    return "".join(pieces)


@dataclass(slots=True)
class _Field:
    """An open field: its instruction so far, and whether its result has begun and has text."""

    code: str = ""
    result: bool = False
    text: bool = False


@dataclass(slots=True)
class _Walk:
    """Goes through the document once; a text box's paragraphs come after the one that holds it."""

    package: Package
    styles: Styles
    numbers: Numbers
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    added: str = ""
    labels: int = 0
    later: list[Element] = field(default_factory=list)
    style: str = ""
    label: Label | None = None
    fields: list[_Field] = field(default_factory=list)
    grid: Grid = field(default_factory=Grid)
    cells: list[Cell | None] = field(default_factory=list)

    def finished(self) -> Written:
        self._end()
        return written_tables(self.lines, self.cells, self.grid.merged)

    def _end(self) -> None:
        text = "".join(self.pieces)
        label, self.label = self.label, None
        if label and text.strip():
            text = self._labelled(label, text)
        if self.pieces:
            self.lines.append(text)
            self.cells.append(self.grid.cell())
        self.pieces = []

    def _begin_table(self, node: Element) -> None:
        if node.tag == f"{WORD}tbl":
            self.grid.begin_table()
        elif node.tag == f"{WORD}tr":
            self.grid.begin_row()
        elif node.tag == f"{WORD}tc":
            self.grid.begin_cell()
            merged = node.find(f"{WORD}tcPr/{WORD}vMerge")
            if merged is not None and merged.get(VAL) != "restart":
                self.grid.covered()

    def _end_table(self, node: Element) -> None:
        if node.tag == f"{WORD}tbl":
            self.grid.end_table()
        elif node.tag == f"{WORD}tc":
            span = node.find(f"{WORD}tcPr/{WORD}gridSpan")
            value = span.get(VAL) or "" if span is not None else ""
            self.grid.end_cell(min(int(value), 100) if re.fullmatch("[0-9]{1,3}", value) else 1)

    def _labelled(self, label: Label, text: str) -> str:
        """The line with Word's number before it, or a doubt that names what Word sets there."""
        at = text.strip()[:40]
        if label.text is None:
            self.doubts.append(Doubt(f"a paragraph that Word numbers ({label.form})", at, CONVERT))
        elif LABELLED.match(text) and LABELLED.match(label.text):
            hint = "which of the two is the text?"
            message = f"Word sets {label.text!r} before a paragraph with a number of its own"
            self.doubts.append(Doubt(message, at, hint))
        else:
            self.labels += 1
            self.added += label.text
            return label.text + text.lstrip()
        return text

    def _near(self) -> str:
        """The text before a place, by which its paragraph is found."""
        before = ("".join(self.pieces), *reversed(self.lines[-5:]))
        return next((text.strip()[-20:] for text in before if text.strip()), "")

    def _doubt(self, message: str, hint: str = IN_IT) -> None:
        self.doubts.append(Doubt(message, self._near(), hint))

    def element(self, start: Element, why: str | None) -> None:
        """Takes in an element and all below it; `why` says that it is left out."""
        stack: list[tuple[Element, str | None, bool]] = [(start, why, False)]
        while stack:
            node, reason, done = stack.pop()
            if done:
                self._close(node, reason)
                continue
            reason = reason or GONE.get(node.tag) or self._gone(node)
            if node.tag == f"{WORD}txbxContent" and reason is None:
                self.later.append(node)
                continue
            if node.tag in (f"{WORD}pPr", f"{WORD}rPr", f"{WORD}sectPr", f"{WORD}tblPr"):
                continue
            if node.tag == f"{WORD}p" and reason is None:
                self._begin(node)
            self._begin_table(node)
            self._take(node, reason)
            stack.append((node, reason, True))
            children = _children(node, reason)
            stack.extend((child, its, False) for child, its in reversed(children))

    def _begin(self, node: Element) -> None:
        properties = node.find(f"{WORD}pPr")
        style = properties.find(f"{WORD}pStyle") if properties is not None else None
        self.style = (style.get(VAL) or "") if style is not None else ""
        label = self.numbers.label(properties, self.style)
        if not self.pieces:
            self.label = label

    def _close(self, node: Element, reason: str | None) -> None:
        self._end_table(node)
        if node.tag != f"{WORD}p" or reason is not None or _goes_on(node):
            return
        self._end()
        boxes, self.later = self.later, []
        for box in boxes:
            for child in box:
                self.element(child, None)

    def _gone(self, node: Element) -> str | None:
        """Why an element is no part of the document, by what it is or what holds around it."""
        if node.tag == f"{WORD}tr":
            return DELETED if node.find(f"{WORD}trPr/{WORD}del") is not None else None
        if node.tag == f"{WORD}tc":
            return DELETED if node.find(f"{WORD}tcPr/{WORD}cellDel") is not None else None
        if node.tag == f"{WORD}sdt":
            properties = node.find(f"{WORD}sdtPr")
            if properties is not None:
                if is_on(properties.find(f"{WORD}showingPlcHdr")):
                    return "a placeholder"
                gallery = next(properties.iter(f"{WORD}docPartGallery"), None)
                if gallery is not None and "Contents" in (gallery.get(VAL) or ""):
                    return "a table of contents"
        if node.tag == f"{WORD}p":
            style = node.find(f"{WORD}pPr/{WORD}pStyle")
            name = self.styles.name(style.get(VAL) or "") if style is not None else ""
            return "a table of contents" if CONTENTS.match(name) else None
        if node.tag == f"{WORD}fldSimple":
            code = (node.get(f"{WORD}instr") or "").split()
            return UNSEEN_FIELDS.get(code[0].upper()) if code else None
        if node.tag == f"{WORD}r":
            return self._unseen(node)
        return None

    def _unseen(self, run: Element) -> str | None:
        """Why a run is not seen; what a reader may see all the same is a doubt besides."""
        for open_field in self.fields:
            name = (open_field.code.split() or [""])[0].upper()
            if name in UNSEEN_FIELDS:
                return UNSEEN_FIELDS[name]
        sources = self.styles.sources(run.find(f"{WORD}rPr"), self.style)
        if is_on(first_of(sources, "vanish")):
            return "hidden text"
        text = _text(run)
        why = _unread(sources, text) or self._white(sources)
        if why and text.strip():
            self._doubt(f"{why} was left out: {text[:20]!r}", "is it a word of the text?")
        raised = first_of(sources, "vertAlign")
        if raised is not None and raised.get(VAL) != "baseline" and RAISED.search(text):
            self._doubt(f"raised or lowered text {text[:20]!r}", "a note's mark, or an exponent?")
        if (font := _symbols(sources)) and not why and SYMBOL.search(text):
            self._doubt(f"symbols of {font} in {text[:20]!r}", "look at the document")
        return why

    def _white(self, sources: list[Element]) -> str | None:
        """White on no ground of its own; in a table the ground is not known."""
        color = first_of(sources, "color")
        if color is None or (color.get(VAL) or "").upper() != "FFFFFF":
            return None
        if any(first_of(sources, name) is not None for name in ("shd", "highlight")):
            return None
        if self.grid.open:
            self._doubt("white text in a table", "is it seen on its ground?")
            return None
        return "white text"

    def _take(self, node: Element, reason: str | None) -> None:
        if node.tag in TEXT:
            self._take_text(node, reason)
        elif reason is None or node.tag in (f"{WORD}fldChar", f"{WORD}instrText"):
            self._take_other(node, node.tag.rpartition("}")[2])

    def _take_text(self, node: Element, reason: str | None) -> None:
        text = node.text or ""
        if node.tag == f"{DRAWN}t" and reason is None:
            reason = "text of a drawing"
        if reason is None and node.tag != f"{WORD}delText":
            self.pieces.append(text)
            for open_field in self.fields:
                open_field.text = True
        elif text.strip():
            self.dropped.append(Dropped(reason or DELETED, text))

    def _take_other(self, node: Element, name: str) -> None:
        space = node.tag[: -len(name)]
        if space == MATH:
            self._formula(node, name)
        elif space != WORD:
            return
        elif name in ("br", "cr"):
            self.pieces.append(SOFT_BREAK)
        elif name in ("tab", "ptab"):
            self.pieces.append(" ")
        elif name == "noBreakHyphen":
            self.pieces.append("-")
            self.added += "-"
        elif name in ("fldChar", "instrText", "fldSimple"):
            self._field(node, name)
        elif name in ("drawing", "pict", "object"):
            self._drawing(node, name)
        elif name in ("altChunk", "subDoc"):
            self._doubt("another document is inserted here", "put its text into the document")
        elif name == "contentPart":
            self._doubt("handwriting stands in the text")
        elif name == "sym":
            code, font = node.get(f"{WORD}char") or "", node.get(f"{WORD}font") or ""
            self._doubt(f"a symbol that cannot be read ({font} {code})", "look at the document")
        elif name in ("footnoteReference", "endnoteReference"):
            kind = name.removesuffix("Reference")
            self._doubt(f"a {kind} stands here", "its text is no part of the notice's")

    def _formula(self, node: Element, name: str) -> None:
        if name != "oMath":
            return
        text = "".join(child.text or "" for child in node.iter(f"{MATH}t"))
        self._doubt(f"a formula stands in the text ({text[:20]!r})", "compare it with the document")
        if any(child.tag in NOT_LINEAR for child in node.iter()):
            self._doubt(f"a formula of several lines: {text[:20]!r}", "write it as text")

    def _field(self, node: Element, name: str) -> None:
        if name == "fldSimple":
            self._shown(node.get(f"{WORD}instr") or "", has_text=bool(_text(node).strip()))
            return
        if name == "instrText":
            if self.fields and not self.fields[-1].result:
                self.fields[-1].code += node.text or ""
            return
        kind = node.get(f"{WORD}fldCharType")
        if kind == "begin":
            self.fields.append(_Field())
            if node.find(f"{WORD}ffData") is not None:
                self._doubt("a form field stands here", "write what it shows as text")
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
            self.fields[-1].text = False
        elif kind == "end" and self.fields:
            done = self.fields.pop()
            self._shown(done.code, has_text=done.result and done.text)

    def _shown(self, code: str, *, has_text: bool) -> None:
        """A field whose result is not kept in the document: Word makes it when it shows it."""
        shown = SHOWN_FIELDS.match(code.upper())
        if has_text or shown is None:
            return
        if shown["name"] == "LISTNUM" and (label := self._list_number(code)):
            self.labels += 1
            self.added += label
            self.pieces.append(label)
            return
        self._doubt(f"a field that Word fills in ({shown['name']})", "convert it to text in Word")

    def _list_number(self, code: str) -> str | None:
        found = LISTNUM.match(code)
        switches = {m["key"]: int(m["value"]) for m in SWITCH.finditer(code)}
        name = (found["quoted"] or found["name"] or "") if found else ""
        level = switches.get("l", 1) - 1
        label = self.numbers.named(name, level, switches.get("s")) if 0 <= level < 9 else None
        return label.text if label else None

    def _drawing(self, node: Element, name: str) -> None:
        """Names a drawing by what it holds; a box's text is read, and lines are nothing."""
        uris = " ".join(data.get("uri") or "" for data in node.iter(f"{DRAWN}graphicData"))
        words = next((w for n in node.iter() if (w := n.get("descr") or n.get("string"))), "")
        drawn = "".join(t.text or "" for t in node.iter(f"{DRAWN}t"))
        if any(n.tag == f"{VML}textpath" for n in node.iter()):
            text = "".join(n.get("string") or "" for n in node.iter(f"{VML}textpath"))
            if text.strip():
                self.dropped.append(Dropped("word art", text))
                self.added += text
                self._doubt(f"word art stands in the text ({text[:20]!r})")
        elif uris.endswith("/diagram"):
            drawn = "".join(map(_text, self.package.of_kind("diagramData")))
            self._doubt(f"a diagram stands in the text ({drawn[:20]!r})")
        elif uris.endswith("/chart"):
            self._doubt("a chart stands in the text")
        elif name != "object" and any(n.tag in PICTURES for n in node.iter()):
            self._doubt(f"a picture stands in the text ({words[:20]!r})")
        elif name == "object" or any(n.tag == f"{OFFICE}OLEObject" for n in node.iter()):
            kind = next((n.get("ProgID") or "" for n in node.iter(f"{OFFICE}OLEObject")), "")
            self._doubt(f"an embedded object stands in the text ({kind[:20]})")
        elif drawn.strip():
            self._doubt(f"a drawing stands in the text ({drawn[:20]!r})")


def _unread(sources: list[Element], text: str) -> str | None:
    """Why nobody reads a run as text: struck, of no size, a symbol in a font of symbols."""
    if is_on(first_of(sources, "strike")) or is_on(first_of(sources, "dstrike")):
        return "struck text"
    size = first_of(sources, "sz")
    said = (size.get(VAL) or "") if size is not None else ""
    if said.isdecimal() and int(said) <= TINY:
        return "text of size 0"
    font = _symbols(sources)
    return f"a symbol of {font}" if font and SYMBOL.fullmatch("".join(text.split())) else None


def _symbols(sources: list[Element]) -> str | None:
    """The font of symbols in which Latin characters of a run are set."""
    fonts = first_of(sources, "rFonts")
    name = (fonts.get(f"{WORD}ascii") or "") if fonts is not None else ""
    return name if SYMBOLS.search(name) else None


def _children(node: Element, reason: str | None) -> list[tuple[Element, str | None]]:
    """An element's children; of an AlternateContent all but its first choice are second copies."""
    children = list(node)
    if node.tag == f"{COMPATIBLE}AlternateContent" and reason is None:
        return [(child, SECOND if place else None) for place, child in enumerate(children)]
    return [
        (child, reason or (SECOND if child.tag == f"{COMPATIBLE}Fallback" else None))
        for child in children
    ]


def _goes_on(node: Element) -> bool:
    """Whether a paragraph's mark is hidden, deleted or that of a drop cap: the next goes on its line."""
    properties = node.find(f"{WORD}pPr")
    if properties is None:
        return False
    mark = properties.find(f"{WORD}rPr")
    if mark is not None:
        hidden = is_on(mark.find(f"{WORD}vanish")) or is_on(mark.find(f"{WORD}specVanish"))
        if hidden or mark.find(f"{WORD}del") is not None:
            return True
    frame = properties.find(f"{WORD}framePr")
    return frame is not None and frame.get(f"{WORD}dropCap") in ("drop", "margin")
