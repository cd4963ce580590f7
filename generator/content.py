"""Reads `content/`: the only reader of YAML. Every Problem is collected, none stops the reading.

notices/<id>/notice.md     front matter (identity), then the text (see parser)
notices/<id>/source.yml    provenance; the raw file it names stands beside it
series.yml                 what is known of the series as a whole
agencies.yml               the registry
pages/*.md                 hand-written pages
addresses.txt              the ledger (see ledger)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from generator.agencies import Registry, read_clause
from generator.errors import ContentError, Problem
from generator.model import (
    ID_PATTERN,
    Agency,
    AgencyKind,
    FactState,
    Notice,
    Provenance,
    Series,
    SeriesMember,
    Succession,
    TextState,
)
from generator.parser import normal_text, parse_notice, print_notice

T = TypeVar("T", AgencyKind, TextState, FactState)
MOST_BYTES = 2_000_000
RISKY_LINK = re.compile(r"\]\s*[(:]\s*(?!https?:)[\w+.&#;\s-]*:|\{:?[^}]*=")
FRONT_MATTER = re.compile(r"---\n(?P<yaml>.*?\n)---\n\n?", re.DOTALL)
IDENTITY_FIELDS = ("title", "number", "issuer", "issued")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNotice:
    """A notice with its provenance, as the content holds it."""

    notice: Notice
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPage:
    """A hand-written page: its file's stem is its address; `body` is Markdown."""

    slug: str
    title: str
    description: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that the site is made of; notices newest first."""

    series: Series
    notices: tuple[HeldNotice, ...]
    registry: Registry
    pages: tuple[HandPage, ...]


class _NoAliasLoader(yaml.SafeLoader):
    """Refuses aliases (a bomb needs them) and keys given twice; dates stay as written."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
            raise yaml.MarkedYAMLError(
                problem="aliases are not allowed", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"key {key!r} given twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return {"__line__": node.start_mark.line + 1, **super().construct_mapping(node, deep)}


_NoAliasLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_content(directory: Path) -> Content:
    """Everything below `directory`; raises ContentError with all Problems where there is one."""
    reader = _Reader(root=directory, problems=[])
    content = reader.content()
    if reader.problems:
        raise ContentError(reader.problems)
    return content


@dataclass(slots=True)
class _Reader:
    root: Path
    problems: list[Problem]

    def problem(self, path: Path, line: int, message: str, hint: str = "") -> None:
        place = path.relative_to(self.root.parent).as_posix()
        self.problems.append(Problem(path=place, line=line, message=message, hint=hint))

    def content(self) -> Content:
        registry = self._registry(self.root / "agencies.yml")
        folders = sorted((self.root / "notices").glob("*/"), reverse=True)
        if not folders:
            self.problem(self.root / "notices", 0, "no notice", "each has a folder: notices/2020/")
        held = tuple(h for f in folders if (h := self._notice(f, registry)))
        pages = tuple(p for f in sorted((self.root / "pages").glob("*.md")) if (p := self._page(f)))
        series = self._series(self.root / "series.yml")
        return Content(series=series, notices=held, registry=registry, pages=pages)

    def _series(self, path: Path) -> Series:
        fields = _Fields(self, path, self._yaml(path, self._text(path) or "{}"))
        members = tuple(
            SeriesMember(
                id=member.text("id"),
                number=member.text_or_none("number"),
                state=member.choice("state", FactState, FactState.UNKNOWN),
            )
            for member in fields.mappings("members")
        )
        return Series(
            id=fields.text("id"),
            title=fields.text("title"),
            title_en=fields.text("title_en"),
            issuer=fields.text("issuer"),
            members=members,
        )

    def _text(self, path: Path) -> str | None:
        try:
            if path.is_symlink():
                raise OSError("it is a link to another file")
            raw = path.read_bytes()
            if len(raw) > MOST_BYTES:
                raise OSError(f"it is larger than {MOST_BYTES} bytes")
            return raw.decode("utf-8")
        except FileNotFoundError:
            self.problem(path, 0, "this file is missing", "see CONTRIBUTING.md, “Add a year”")
        except OSError as error:
            self.problem(path, 0, f"cannot be read: {error.strerror or error}")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.problem(path, line, "not UTF-8", "save the file as UTF-8 without BOM")
        return None

    def _yaml(self, path: Path, text: str, first_line: int = 1) -> dict[str, Any]:
        try:
            data = yaml.load(text, Loader=_NoAliasLoader)  # a SafeLoader, narrowed
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = first_line + (mark.line if mark else 0)
            self.problem(path, line, f"not valid YAML: {error.problem}", "check quotes and indents")
            return {}
        except (yaml.YAMLError, RecursionError) as error:
            self.problem(path, first_line, f"not valid YAML: {error}".splitlines()[0])
            return {}
        if not isinstance(data, dict):
            self.problem(path, first_line, "not a mapping", "lines like `key: value` are expected")
            return {}
        return data

    def _registry(self, path: Path) -> Registry:
        data = self._yaml(path, self._text(path) or "agencies: []\nothers: []\n")
        fields = _Fields(self, path, data)
        agencies = tuple(
            a for entry in fields.mappings("agencies") if (a := self._agency(path, entry))
        )
        others = tuple(f.text("printed") for f in fields.mappings("others"))
        ids = {agency.id for agency in agencies}
        seen: dict[str, str] = {}
        for agency in agencies:
            for name in dict.fromkeys((agency.name, *agency.printed, *agency.press)):
                if seen.setdefault(name, agency.id) != agency.id:
                    self.problem(
                        path,
                        agency.line,
                        f"{name} belongs to {seen[name]} already",
                        "a printed form leads to one agency",
                    )
            for step in (*agency.predecessors, *agency.successors):
                if step.id not in ids:
                    self.problem(
                        path, agency.line, f"{agency.id} names {step.id}, which is not here"
                    )
        return Registry(agencies=agencies, others=others)

    def _agency(self, path: Path, fields: _Fields) -> Agency | None:
        agency_id = fields.text("id")
        if not ID_PATTERN.match(agency_id):
            self.problem(path, fields.line, f"not an id: {agency_id!r}", "a-z, 0-9 and -")
            return None
        return Agency(
            id=agency_id,
            name=fields.text("name"),
            printed=fields.texts("printed"),
            press=fields.texts("press"),
            english=fields.text_or_none("english"),
            kind=fields.choice("kind", AgencyKind, AgencyKind.CONSTITUENT),
            since=fields.text_or_none("since"),
            until=fields.text_or_none("until"),
            predecessors=self._steps(fields, "predecessors"),
            successors=self._steps(fields, "successors"),
            unverified=fields.texts("unverified"),
            line=fields.line,
        )

    def _steps(self, fields: _Fields, key: str) -> tuple[Succession, ...]:
        return tuple(
            Succession(
                id=step.text("id"),
                date=step.text_or_none("date"),
                verified=step.data.get("verified") is True,
                note=step.text_or_none("note") or "",
            )
            for step in fields.mappings(key)
        )

    def _notice(self, folder: Path, registry: Registry) -> HeldNotice | None:
        path = folder / "notice.md"
        text = self._text(path)
        if not ID_PATTERN.match(folder.name):
            self.problem(folder, 0, f"not an id: {folder.name!r}", "a year, or a-z, 0-9 and -")
        source = folder / "source.yml"
        provenance = self._provenance(source)
        match = FRONT_MATTER.match(text or "")
        if text is None or not match:
            if text is not None:
                self.problem(path, 1, "no front matter", "begin with ---, the identity, ---")
            return None
        front = _Fields(self, path, self._yaml(path, match["yaml"], 2))
        notice, problems = parse_notice(
            text[match.end() :],
            notice_id=folder.name,
            series=front.text("series"),
            path=path.relative_to(self.root.parent).as_posix(),
            first_line=match[0].count("\n") + 1,
        )
        self.problems.extend(problems)
        self._check_identity(path, front, notice)
        self._check_names(path, notice, registry)
        if provenance and not problems:
            self._check_hash(source, notice, provenance)
        return HeldNotice(notice=notice, provenance=provenance) if provenance else None

    def _check_identity(self, path: Path, front: _Fields, notice: Notice) -> None:
        if front.text("notice") != notice.id:
            self.problem(
                path, 2, f"notice: says {front.text('notice')!r}, the folder {notice.id!r}"
            )
        for key in IDENTITY_FIELDS:
            said, read = front.text_or_none(key), getattr(notice.identity, key)
            if said != read:
                self.problem(
                    path,
                    2,
                    f"{key}: says {said!r}, the text says {read!r}",
                    "the front matter repeats what the text says",
                )

    def _check_names(self, path: Path, notice: Notice, registry: Registry) -> None:
        for clause in (clause for task in notice.tasks for clause in task.clauses):
            for name in read_clause(clause.text, registry)[1]:
                self.problem(
                    path,
                    clause.line,
                    f"nobody knows {name!r}",
                    "if the text is right, add the name to content/agencies.yml",
                )

    def _check_hash(self, path: Path, notice: Notice, provenance: Provenance) -> None:
        digest = text_sha256(notice)
        if digest != provenance.text_sha256:
            self.problem(
                path,
                0,
                "the text is not the one recorded here",
                f"if the change is meant, set text.sha256 to {digest} and say why in corrections",
            )

    def _provenance(self, path: Path) -> Provenance | None:
        text = self._text(path)
        if text is None:
            return None
        fields = _Fields(self, path, self._yaml(path, text))
        original, held, official = (fields.mapping(k) for k in ("original", "text", "official"))
        provenance = Provenance(
            state=fields.choice("state", TextState, TextState.SUPPLIED),
            note=fields.text("note"),
            original=original.text("file"),
            original_sha256=original.text("sha256"),
            text_sha256=held.text("sha256"),
            description=original.text("description"),
            official_url=official.text_or_none("url"),
            official_url_state=official.choice("state", FactState, FactState.UNKNOWN),
            steps=fields.texts("steps"),
            corrections=fields.texts("corrections"),
        )
        url = provenance.official_url
        if url is not None and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
            self.problem(path, official.line, f"official.url: not an address: {url!r}")
        self._check_original(path, provenance)
        return provenance

    def _check_original(self, path: Path, provenance: Provenance) -> None:
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", provenance.original):
            self.problem(path, 0, f"original.file is no file name: {provenance.original!r}")
            return
        original = path.parent / provenance.original
        if original.is_symlink() or not original.is_file():
            self.problem(
                original, 0, "the original is missing", "put the raw file beside source.yml"
            )
        elif hashlib.sha256(original.read_bytes()).hexdigest() != provenance.original_sha256:
            self.problem(
                original,
                0,
                "the original is not the one recorded in source.yml",
                "originals never change: restore the file",
            )

    def _page(self, path: Path) -> HandPage | None:
        text = self._text(path)
        match = FRONT_MATTER.match(text or "")
        if text is None or not match:
            self.problem(path, 1, "no front matter", "begin with ---, title: and description:, ---")
            return None
        front = _Fields(self, path, self._yaml(path, match["yaml"], 2))
        for number, line in enumerate(text.splitlines(), 1):
            if "<" in line or RISKY_LINK.search(line):
                self.problem(
                    path,
                    number,
                    "raw HTML, or a link that is no plain address",
                    "hand-written pages are Markdown only; links are relative or https",
                )
        return HandPage(
            slug=path.stem,
            title=front.text("title"),
            description=front.text("description"),
            body=text[match.end() :],
        )


@dataclass(slots=True)
class _Fields:
    """A mapping read from YAML; every wrong or missing field is a Problem, and reading goes on."""

    reader: _Reader
    path: Path
    data: Mapping[str, Any]

    @property
    def line(self) -> int:
        return int(self.data.get("__line__", 0))

    def wrong(self, key: str, wanted: str) -> None:
        self.reader.problem(self.path, self.line, f"{key}: {wanted} is expected")

    def text_or_none(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, str | int | float):
            self.wrong(key, "a text")
            return None
        return None if value is None else str(value)

    def text(self, key: str) -> str:
        value = self.text_or_none(key)
        if not value:
            self.wrong(key, "a text")
        return value or ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str | int) for v in value):
            self.wrong(key, "a list of texts")
            return ()
        return tuple(map(str, value))

    def choice(self, key: str, kind: type[T], other: T) -> T:
        try:
            return kind(str(self.data.get(key)))
        except ValueError:
            self.wrong(key, f"one of {', '.join(kind)}")
            return other

    def mapping(self, key: str) -> _Fields:
        value = self.data.get(key)
        if not isinstance(value, dict):
            self.wrong(key, "a mapping")
            value = {"__line__": self.line}
        return _Fields(self.reader, self.path, value)

    def mappings(self, key: str) -> Iterator[_Fields]:
        value = self.data.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(key, "a list of mappings")
            value = []
        return (_Fields(self.reader, self.path, entry) for entry in value)


def text_sha256(notice: Notice) -> str:
    """The sha256, in hex, of a notice's normal text as UTF-8."""
    return hashlib.sha256(normal_text(notice).encode()).hexdigest()


def render_notice_file(notice: Notice) -> str:
    """A whole notice.md: front matter from what the text says, then the text."""
    identity = notice.identity
    front = {"notice": notice.id, "series": notice.series} | {
        key: getattr(identity, key) for key in IDENTITY_FIELDS
    }
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n{print_notice(notice)}"
