"""Wikitext of Chinese Wikisource to lines: the text as its uploader typed it, without mark-up.

    {{Header|title=…|发文字号=…}}  <onlyinclude> … </onlyinclude>     the page
    {{gap}} {{gap|2em}}                          nothing
    {{c|text}} {{right|text|3em}} {{楷体|text}}   the text; lengths are mark-up
    {{SIC|printed|corrected}}                    what is printed
    [[target|label]] [http://… label]            the label
    <ref>…</ref> <!-- … --> [[Category:…]]        left out, and said
    -{…}- <nowiki>…</nowiki> &nbsp; '''…'''       what they show

    # …  ## …  {| … |}                           see wiki_lines

Any other construct is refused with its line. One pass, linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from generator.importers.readers.wiki_lines import RENDERED, WikiLines
from generator.importers.sources import SOFT_BREAK, Dropped, Extract, SourceError

HEADER = re.compile(r"\{\{\s*Header\s*(?=[|\n}])", re.IGNORECASE)
ONLY = re.compile(r"<onlyinclude>", re.IGNORECASE)
ONLY_END = re.compile(r"</onlyinclude>", re.IGNORECASE)
FIELD = re.compile(r"\A\s*(?P<key>[\w\u4e00-\u9fff]{1,40})\s*=(?P<value>.*)\Z", re.DOTALL)
TOKEN = re.compile(
    r"(?P<comment><!--)|(?P<nowiki><nowiki>)|(?P<ref><ref\b[^<>]{0,200}>)|(?P<open>\{\{|\[\[)"
    r"|(?P<close>\}\}|\]\])|(?P<pipe>\|)|(?P<convert>-\{)|(?P<link>\[https?://[^\s\[\]<>]{1,2000})"
    r"|(?P<tag></?[A-Za-z][^<>]{0,200}>)|(?P<quote>'{2,5})|(?P<magic>__[A-Z]{3,20}__)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,12});)"
)
NOTHING = {"gap", "pd-prc-exempt", "pd-prc-gov", "-", "clear", "dhr", "nop"}
WRAPPERS = {"c", "center", "right", "left", "x-larger block", "x-larger", "larger", "larger block"}
WRAPPERS |= {
    "xx-larger",
    "xx-larger block",
    "xxx-larger block",
    "楷体",
    "黑体",
    "仿宋",
    "宋体",
    "b",
    "bold",
}
LENGTH = re.compile(r"\s*+(?:\d+(?:\.\d+)?(?:em|px|%|ex|rem)?)?\s*+\Z")
TAGS = {
    "center",
    "div",
    "span",
    "p",
    "big",
    "small",
    "b",
    "i",
    "u",
    "font",
    "br",
    "section",
    "poem",
}
TAGS |= {"noinclude", "includeonly", "onlyinclude"}
OUTSIDE = re.compile(r"\s*:?(?:category|分类|分類|[a-z]{2,3}(?:-[a-z]+)?)\s*:", re.IGNORECASE)
PICTURE = re.compile(r"\s*(?:file|image|文件|图像|檔案)\s*:", re.IGNORECASE)
TABLE = re.compile(r"(?m)^[ \t:]*\{\|")
MOST_CHARACTERS = 2_000_000


def is_wikitext(text: str) -> bool:
    """Whether a text is wikitext: a header template, or the tag that the bots write."""
    return bool(HEADER.search(text) or ONLY.search(text))


def read_wikitext(text: str) -> Extract:
    """The lines of a page's source; SourceError with its line for what is not known here."""
    reader = _Reader(text)
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"a page of {len(text)} characters", "is this the right file?")
    fields, body_start = _header(text)
    only = ONLY.search(text)
    start = only.end() if only else body_start
    end = ONLY_END.search(text, start) if only else None
    stop = end.start() if end else len(text)
    tables = (match.start() for match in TABLE.finditer(text, start, stop))
    page = WikiLines([text.count("\n", 0, place) + 1 for place in tables])
    made = page.read(reader.text(start, stop))
    title, number = fields.get("title"), fields.get("发文字号")
    for name, value in (("title", title), ("发文字号", number)):
        if value and ("{{" in value or "[[" in value):
            raise SourceError(
                f"line 1: the header's {name} is no plain text: {value[:40]!r}", RENDERED
            )
    return Extract(
        layout="wikitext",
        lines=tuple(made.lines),
        raw=text[start:stop] + "".join((*reader.added, *page.added)),
        dropped=(*reader.dropped, *made.dropped),
        markup="".join((*reader.markup, *page.markup)),
        steps=(*page.steps, *made.steps),
        doubts=(*page.doubts, *(doubt for _, doubt in made.doubts)),
        title=title or None,
        number=number or None,
    )


def _header(text: str) -> tuple[dict[str, str], int]:
    """The fields of the header template, and where it ends."""
    header = HEADER.search(text)
    if not header:
        return {}, 0
    depth, place, parts, begin = 1, header.end(), [], header.end()
    for token in re.finditer(r"\{\{|\}\}|\[\[|\]\]|\|", text[header.end() : header.end() + 20_000]):
        mark = token[0]
        place = header.end() + token.start()
        if mark == "|" and depth == 1:
            parts.append(text[begin:place])
            begin = place + 1
        depth += mark in ("{{", "[[")
        depth -= mark in ("}}", "]]")
        if depth == 0:
            parts.append(text[begin:place])
            found = [match for part in parts if (match := FIELD.match(part))]
            return {m["key"].lower(): m["value"].strip() for m in found}, place + 2
    line = text[: header.start()].count("\n") + 1
    raise SourceError(f"line {line}: the header template does not end", RENDERED)


@dataclass(slots=True)
class _Frame:
    """An open {{ or [[ with its parts so far."""

    mark: str
    line: int
    parts: list[list[str]] = field(default_factory=lambda: [[]])


@dataclass(slots=True)
class _Reader:
    """Reads a body once, from left to right."""

    whole: str
    dropped: list[Dropped] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    line: int = 1

    def text(self, start: int, stop: int) -> str:
        self.line = self.whole.count("\n", 0, start) + 1
        place = start
        while match := TOKEN.search(self.whole, place, stop):
            self._add(self.whole[place : match.start()])
            place = self._token(match, stop)
        self._add(self.whole[place:stop])
        if self.stack:
            self._refuse(f"{self.stack[-1].mark} does not end", self.stack[-1].line)
        return "".join(self.shown)

    def _refuse(self, what: str, line: int | None = None) -> None:
        raise SourceError(f"line {line or self.line}: {what}", RENDERED)

    def _add(self, text: str) -> None:
        self.line += text.count("\n")
        (self.stack[-1].parts[-1] if self.stack else self.shown).append(text)

    def _until(self, mark: str, start: int, stop: int) -> int:
        end = self.whole.find(mark, start, stop)
        if end < 0:
            self._refuse(f"{mark} is missing")
        return end

    def _token(self, match: re.Match[str], stop: int) -> int:
        """Takes in one token; gives the place behind it."""
        kind, text, end = match.lastgroup, match[0], match.end()
        if kind == "comment":
            close = self._until("-->", end, stop) + 3
            return self._leave_out("an uploader's comment", match.start(), close)
        if kind == "ref":
            if text.endswith("/>"):
                return self._leave_out("an uploader's note", match.start(), end)
            close = self._until("</ref>", end, stop) + 6
            return self._leave_out("an uploader's note", match.start(), close)
        if kind == "nowiki":
            close = self._until("</nowiki>", end, stop)
            self.markup.append("<nowiki></nowiki>")
            self._add(self.whole[end:close])
            return close + 9
        if kind == "convert":
            close = self._until("}-", end, stop)
            inner = self.whole[end:close]
            if re.search(r"[:|{\[]", inner):
                self._refuse(f"a conversion: {inner[:40]!r}")
            self.markup.append("-{}-")
            self._add(inner)
            return close + 2
        if kind == "link":
            close = self._until("]", end, stop)
            label = self.whole[end:close].strip()
            if not label:
                self._refuse("a link without a label")
            self.markup.append(text + "]")
            self._add(label)
            return close + 1
        if kind == "entity":
            shown = html.unescape(text)
            if shown == text:
                self._refuse(f"an entity that is not known: {text}")
            # The entity is mark-up; the character that it shows is added to what the source has.
            self.markup.append(text)
            self.added.append(shown)
            self._add(shown)
            return end
        self._simple(kind or "", text)
        return end

    def _simple(self, kind: str, text: str) -> None:
        if kind == "open":
            self.stack.append(_Frame(text, self.line))
        elif kind == "pipe" and self.stack:
            self.stack[-1].parts.append([])
        elif kind == "pipe":
            self._add(text)
        elif kind == "close":
            frame = self.stack.pop() if self.stack else None
            if frame is None or {"{{": "}}", "[[": "]]"}[frame.mark] != text:
                self._refuse(f"{text} without its beginning")
            else:
                self._close(frame, text)
        elif kind == "tag":
            name = re.sub(r"[</>\s].*", "", text.lstrip("</")).lower()
            if name not in TAGS:
                self._refuse(f"a tag that is not known: {text[:40]!r}")
            self.markup.append(text)
            if name == "br":
                self._add(SOFT_BREAK)
        else:
            self.markup.append(text)

    def _leave_out(self, why: str, start: int, end: int) -> int:
        self.dropped.append(Dropped(why, self.whole[start:end]))
        self.line += self.whole.count("\n", start, end)
        return end

    def _close(self, frame: _Frame, closing: str) -> None:
        parts = ["".join(part) for part in frame.parts]
        whole = frame.mark + "|".join(parts) + closing
        if frame.mark == "[[":
            shown = self._link(parts, whole, frame.line)
        else:
            shown = self._template(parts, whole, frame.line)
        (self.stack[-1].parts[-1] if self.stack else self.shown).append(shown)

    def _link(self, parts: list[str], whole: str, line: int) -> str:
        if PICTURE.match(parts[0]):
            self._refuse(f"a picture: {parts[0][:40]!r}", line)
        if OUTSIDE.match(parts[0]):
            self.dropped.append(Dropped("a link of the wiki", whole))
            return ""
        if len(parts) > 2:
            self._refuse(f"a link with {len(parts)} parts: {whole[:40]!r}", line)
        self.markup.append("[[]]" if len(parts) == 1 else f"[[{parts[0]}|]]")
        return parts[-1]

    def _template(self, parts: list[str], whole: str, line: int) -> str:
        name = parts[0].strip().lower()
        if name in NOTHING:
            self.markup.append(whole)
            return ""
        named = [p for p in parts[1:] if re.match(r"\s*(?:offset|align|size|style|class)\s*=", p)]
        rest = [p for p in parts[1:] if p not in named]
        if name == "sic" and len(rest) == 2:
            self.markup.append("{{" + parts[0] + "||}}")
            self.dropped.append(Dropped("an uploader's correction", rest[1]))
            return rest[0]
        lengths = [p for p in rest[1:] if LENGTH.match(p)]
        if name not in WRAPPERS or len(rest) - len(lengths) != 1:
            self._refuse(f"a template that is not known: {whole[:60]!r}", line)
        text = re.sub(r"\A1=", "", rest[0])
        taken = rest[0].removesuffix(text) if text else rest[0]
        others = [*named, *lengths]
        self.markup.append("{{" + parts[0] + "|" + taken + "".join("|" + p for p in others) + "}}")
        return text
