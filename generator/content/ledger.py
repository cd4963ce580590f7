"""The ledger of addresses (`content/addresses.txt`): what was ever published answers for ever.

One address a line, `/2020/07/`, `/2020/07/#s1` or `/data/v1/tasks.csv`; lines that begin with `# `
are comments. It only grows: a published address that no longer answers fails the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.plain_files import read_plain
from generator.problems import ContentError, Problem

HEADER = """\
# Every address and anchor ever published, one a line. Append-only: `keytasks ledger` adds new ones,
# and the build fails if one no longer answers.
"""
ADDRESS = re.compile(
    r"/(?:[a-z0-9][a-z0-9.-]*/)*(?:[a-z0-9][a-z0-9-]*\.[a-z0-9]+|#[a-z][a-z0-9-]*)?\Z"
)
"""A page, an anchor on it, or a file: of which kinds files are guarded, their producers say."""
PUBLIC_ANCHOR = re.compile(
    r"(?!kt-|[vx]-[a-z]+\Z|(?:results|flow|links|loose|figures)\Z|m-\d+-(?:old|new)\Z|f\d+\Z)"
    r"[a-z][a-z0-9-]*\Z"
)
"""Every id but the shell's (`__search`, `kt-main`), controls' (`v-side`, `x-format`), a hand-written
page's headings' (Chinese), the rows of facts (`f3`), which go when the year's text comes, and the
parts of a comparison that hang on what it finds (`flow`, the two places of a move `m-1-old`)."""


MOST_BYTES = 50_000_000
"""Of a ledger: that of 30,000 tasks has some 10 MB."""


def load_ledger(path: Path) -> tuple[str, ...]:
    """The addresses in the order of the file; ContentError for malformed or doubled lines."""
    addresses, problems = parse_ledger(read_ledger(path) or "", path.as_posix())
    if problems:
        raise ContentError(problems)
    return addresses


def read_ledger(path: Path) -> str | None:
    """The ledger's text, None where there is none; ContentError where it cannot be read."""
    try:
        return read_plain(path, MOST_BYTES).decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ContentError([Problem(path=path.as_posix(), line=0, message=message)]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(path=path.as_posix(), line=0, message="not UTF-8")]) from error


def parse_ledger(text: str, name: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The addresses in the order of the text, and a Problem for each malformed or doubled line.

    `name` is what the Problems call the file.
    """
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# ") or not line:
            continue
        if not ADDRESS.match(line):
            message = f"not an address: {line!r}"
            hint = "an address a line: /2020/07/ or /2020/07/#s1"
            problems.append(Problem(path=name, line=number, message=message, hint=hint))
        elif line in seen:
            message = f"{line} stands in line {seen[line]} too"
            problems.append(
                Problem(path=name, line=number, message=message, hint="take one of them away")
            )
        else:
            seen[line] = number
    return tuple(seen), tuple(problems)


def public_addresses(index: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The addresses and public anchors of a built site, sorted, without the theme's ids.

    Pages end in `/`; any other address is a guarded file's, but for 404.html.
    """
    addresses = []
    for page, ids in index.items():
        if not page.endswith(".html"):
            addresses.append(page)
            addresses += [f"{page}#{i}" for i in ids if PUBLIC_ANCHOR.match(i)]
    return tuple(sorted(addresses, key=_natural))


def _natural(address: str) -> list[tuple[int, str]]:
    """A sort key by which s2 stands before s10."""
    return [(int(n or 0), t) for t, n in re.findall(r"(\D+)(\d*)", address)]


def missing(
    ledger: Iterable[str], index: Mapping[str, Iterable[str]], name: str
) -> Iterator[Problem]:
    """A Problem for every published address that no longer answers; `name` is the ledger's file."""
    for address in ledger:
        page, _, anchor = address.partition("#")
        if page not in index or (anchor and anchor not in index[page]):
            yield Problem(
                path=name,
                line=0,
                message=f"published address no longer answers: {address}",
                hint="addresses are for ever: bring the page or the anchor back",
            )


def extend_ledger(text: str, new: Iterable[str]) -> str:
    """The ledger's text with the new addresses behind it; what stands in it, comments too, stays."""
    known = set(text.splitlines())
    added = "".join(f"{address}\n" for address in dict.fromkeys(new) if address not in known)
    end = "\n" if text and not text.endswith("\n") else ""
    return (text or HEADER) + end * bool(added) + added
