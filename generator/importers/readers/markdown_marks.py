"""The marks of Markdown inside a line: what a reader of the page sees of them, and what is mark-up.

**x** __x__ *x* `x` ~~x~~        x; what is struck is a doubt
[x](address) <https://…>         x, the address
![x](address)                    a doubt
<br> <center> <!-- … -->         a break, nothing, left out by name
&emsp; \\*                        the character
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from generator.importers.sources import SOFT_BREAK, Doubt, Dropped

TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|<!--(?P<comment>.*?)-->|!\[(?P<alt>[^\[\]]*)\]\([^()]*\)"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<target>[^()\s]*)(?:\s+\"[^\"]*\")?\)|(?P<tag></?[A-Za-z][^<>]{0,200}>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,12});)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)|~~(?P<struck>[^~]+)~~|`(?P<code>[^`]+)`"
    r"|(?<![\w*])\*(?=[^\s*])(?P<slanted>[^*]+?)(?<=\S)\*(?!\*)"
)
TAGS = {"center", "div", "span", "p", "b", "strong", "i", "em", "u", "font", "big", "small", "a"}
"""Tags that only say how text looks."""
DEEPEST = 4
STEP = "read the marks of Markdown"


@dataclass(slots=True)
class Marks:
    """What was taken away of a file's marks, and what they show; `count` says how many."""

    taken: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    count: int = 0

    def shown(self, text: str, depth: int = DEEPEST) -> str:
        """A line as the page shows it."""
        return TOKEN.sub(lambda found: self._token(found, depth), text) if depth else text

    def _token(self, found: re.Match[str], depth: int) -> str:
        kind, whole = found.lastgroup or "", found[0]
        if found["comment"] is not None:
            self.dropped.append(Dropped("a comment of the file", whole))
            return ""
        if found["alt"] is not None:
            message = f"a picture stands in the text ({found['alt'][:20]!r})"
            self.doubts.append(Doubt(message, "", "if there is text in it, import another copy"))
            self.dropped.append(Dropped("a picture", whole))
            return ""
        if found["tag"]:
            return self._tag(whole)
        if found["entity"]:
            self.taken.append(whole)
            self.added.append(html.unescape(whole))
            return self.added[-1]
        inner = next(
            t for t in found.group("escaped", "label", "bold", "struck", "code", "slanted") if t
        )
        if kind == "struck":
            message = f"struck text: {inner[:20]!r}"
            self.doubts.append(Doubt(message, inner, "is it a word of the text?"))
        self.taken.append(whole.replace(inner, "", 1))
        self.count += 1
        return inner if kind in ("escaped", "code") else self.shown(inner, depth - 1)

    def _tag(self, tag: str) -> str:
        name = re.sub(r"[</>\s].*", "", tag.lstrip("</"), flags=re.DOTALL).lower()
        if name == "br":
            self.taken.append(tag)
            return SOFT_BREAK
        if name not in TAGS:
            return tag
        self.taken.append(tag)
        return ""
