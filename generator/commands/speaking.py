"""What commands say, in the reader's language: English as the code says it, or Chinese.

Messages are English sentences with values in them, made where the mistake is found. `templates/messages.toml`
has each of them once more with a name in each of its places, and its Chinese. A message is found there by
its words, and what stands in its places is said in Chinese too where it is a message of its own. What the
catalogue lacks is said in English: nothing is ever lost by it.
"""

from __future__ import annotations

import ctypes
import functools
import os
import re
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from string import Formatter

from generator.problems import Problem

FILE = "messages.toml"
LANGUAGES = ("en", "zh")
VERBATIM = "verbatim"
"""The place in a message that holds the name of a key, which may be a word of another message."""
PLACED = re.compile(r"[^:\n]{1,300}:\d+: ")
"""The place of a Problem, in front of its message."""
DEEPEST = 4
"""A message within a message within a message; none goes deeper."""
CHINESE = 0x04
"""Windows' number of the Chinese language, whatever the country."""
LOCALE = ("KEYTASKS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str], system: str | None = None) -> str:
    """The language that the first of the usual variables names, else the system's, else English."""
    said = next((environment[name] for name in LOCALE if environment.get(name)), system or "")
    return "zh" if said.lower().startswith(("zh", "chinese")) else "en"


def language_here() -> str:
    """The language of this process's environment; on Windows that of the user's screens."""
    windows = getattr(ctypes, "windll", None)
    chinese = windows is not None and windows.kernel32.GetUserDefaultUILanguage() & 0x3FF == CHINESE
    return language_of(os.environ, "zh" if chinese else None)


class Speaker:
    """Says messages in a language."""

    def __init__(self, language: str, templates: Path) -> None:
        self.language = language
        self.entries = catalogue(templates, language) if language != "en" else ()

    def say(self, text: str) -> str:
        """The message in the speaker's language; as it is where that is not known."""
        return self._said(text, DEEPEST)

    def lines(self, text: str) -> str:
        """A text of several messages, one a line, each behind its indent and its place (path:line:)."""
        return "\n".join(map(self._line, text.split("\n"))) if self.entries else text

    def _line(self, line: str) -> str:
        bare = line.lstrip(" ")
        said = self.say(bare)
        if said == bare and (placed := PLACED.match(bare)):
            said = placed[0] + self.say(bare[placed.end() :])
        return line[: len(line) - len(bare)] + said

    def problem(self, problem: Problem) -> str:
        """A Problem with its place, and its hint in the next line."""
        text = f"{problem.path}:{problem.line}: {self.say(problem.message)}"
        return f"{text}\n    {self.say(f'hint: {problem.hint}')}" if problem.hint else text

    def doubt(self, doubt: Problem) -> str:
        """A doubt with its place, and its hint in the next line."""
        text = f"{doubt.path}:{doubt.line}: {self.say(f'doubt: {doubt.message}')}"
        return f"{text}\n    {self.say(f'hint: {doubt.hint}')}" if doubt.hint else text

    def _said(self, text: str, depth: int) -> str:
        if not depth:
            return text
        for pattern, names, other in self.entries:
            if found := pattern.fullmatch(text):
                values = zip(names, found.groups(), strict=True)
                said = {n: v if n == VERBATIM else self._said(v, depth - 1) for n, v in values}
                return other.format(**said)
        return text


Entry = tuple[re.Pattern[str], tuple[str, ...], str]


@functools.cache
def catalogue(templates: Path, language: str) -> tuple[Entry, ...]:
    """The messages of a language: a pattern for the English one, its places' names, the other text.

    What begins with a word of its own comes first, then what has more of them, so that `{why} was left
    out` takes no `doubt: …`, and `left out: {text}` no longer message.
    """
    found = [
        (english[0] != "{", sum(len(t) for t, *_ in Formatter().parse(english)), english, other)
        for table in tomllib.loads((templates / FILE).read_text("utf-8"))[language].values()
        for english, other in table.items()
    ]
    return tuple(_entry(english, other) for *_, english, other in sorted(found, reverse=True))


def _entry(english: str, other: str) -> Entry:
    pieces = list(Formatter().parse(english))
    names = tuple(name for _, name, _, _ in pieces if name is not None)
    pattern = "".join(
        re.escape(text) + ("" if name is None else "(.*?)") for text, name, _, _ in pieces
    )
    return re.compile(pattern, re.DOTALL), names, other


SPEAKER: ContextVar[Speaker] = ContextVar("SPEAKER")
"""Who speaks while a command runs; chosen once, by `--lang` or the environment."""
