"""Reads `content/`: the only reader of YAML. Every Problem is collected, none stops the reading.

notices/<id>/notice.md     front matter (identity), then the text (see parser)
notices/<id>/source.yml    provenance; the raw file it names stands beside it
notices/<id>/facts.yml     what is known of a notice whose text is not held (see known); with the
                           text held, a check of it
series.yml                 what is known of the series as a whole
agencies.yml               the registry
themes.yml, figures.yml    what editors decide (see editorial)
pages/*.md                 hand-written pages
addresses.txt              the ledger (see ledger)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from generator.addresses import taken
from generator.editorial import held_keys, known_keys, read_subjects, read_themes
from generator.factcheck import check_facts
from generator.fields import Fields, FileReader
from generator.known import A_DAY, OTHER_SERIES, read_facts
from generator.ledger import parse_ledger
from generator.model.agencies import Agency, AgencyKind, Registry, Succession
from generator.model.content import EXAMPLE_MARK, Content, HandPage, HeldNotice, Placed
from generator.model.facts import FactsNotice, FactState
from generator.model.figures import Subject
from generator.model.ids import FICTION_ID, ID_PATTERN
from generator.model.notice import Notice
from generator.model.provenance import Correction, Provenance, Retrieval, TextState, Verification
from generator.model.series import RelatedSeries, Series, SeriesMember
from generator.model.themes import LinkDecision, Theme, Verdict
from generator.notice.agency_clauses import read_clause
from generator.notice.lines import wrong_cuts
from generator.notice.markdown import parse_notice, print_notice
from generator.notice.normal_text import text_sha256
from generator.originals import changed_text, place_text
from generator.problems import ContentError, Problem
from generator.tables import Table, TableError, parse_table
from generator.text.days import is_day

T = TypeVar("T")
RISKY_LINK = re.compile(r"\]\s*[(:]\s*(?!https?:)[\w+.&#;\s-]*:|\{:?[^}]*=")
FRONT_MATTER = re.compile(r"---\n(?P<yaml>.*?\n)---\n\n?", re.DOTALL)
OFFICIAL_PAGE = re.compile(
    r"https://(?:www\.gov\.cn|(?:www|zfxxgk)\.ndrc\.gov\.cn)/[^\s\"'<>\\]*\Z"
)
WITH_YEAR = re.compile(r"(?:.*-)?\d{4}(?:-.*)?\Z")
NEVER_MIXED = (
    "fiction and the real record never mix",
    "years 9001 to 9999 are fiction, and nothing else is",
)
MENU_PAGES = ("about",)
"""The hand-written pages that the menu of the site leads to (mkdocs.yml)."""
IDENTITY_FIELDS = ("title", "number", "issuer", "issued")


def load_content(directory: Path, *, guarded: bool = False) -> Content:
    """Everything below `directory`; raises ContentError with all Problems where there is one.

    `guarded` makes it a Problem if there is no ledger, or no address in it.
    """
    reader = _Reader(root=directory, problems=[], guarded=guarded)
    content = reader.content()
    if reader.problems:
        raise ContentError(reader.problems)
    return content


def load_frame(directory: Path) -> tuple[Series, Registry]:
    """Series and registry alone: what an import needs, whatever is wrong with the notices."""
    reader = _Reader(root=directory, problems=[])
    series = reader.series(directory / "series.yml")
    registry = reader.registry(directory / "agencies.yml")
    if reader.problems:
        raise ContentError(reader.problems)
    return series, registry


def load_known(directory: Path, notice_id: str, registry: Registry) -> FactsNotice | None:
    """What is known of one notice; None where nothing is, or where its file has Problems."""
    reader = _Reader(root=directory, problems=[])
    path = directory / "notices" / notice_id / "facts.yml"
    known = read_facts(reader, path, registry) if path.exists() else None
    return None if reader.problems else known


def count_corrections(directory: Path, notice_id: str) -> int:
    """How many corrections a source.yml has; ContentError where that cannot be read."""
    path = directory / "notices" / notice_id / "source.yml"
    if not path.exists():
        return 0
    reader = _Reader(root=directory, problems=[])
    try:
        table = parse_table(reader.text(path) or "")
    except TableError as error:
        reader.cannot_read(path, error.line, str(error), error.hint)
        table = Table()
    if reader.problems:
        raise ContentError(reader.problems)
    return len(table.get("corrections") or [])


def load_held(
    directory: Path, notice_id: str, registry: Registry
) -> tuple[HeldNotice | None, tuple[Problem, ...]]:
    """One notice with the Problems in its own files; None where its text cannot be read."""
    reader = _Reader(root=directory, problems=[])
    held = reader.notice(directory / "notices" / notice_id, registry)
    return held, tuple(sorted(set(reader.problems)))


@dataclass(slots=True)
class _Reader(FileReader):
    """Reads the folder's files into values.

    What stands in another file (an agency, a task, a figure) is looked up only where that file had
    no Problem: one mistake is told once, not at every place that it spoils. `site` says that the folder
    is a site's, with all pages that its menu leads to; `guarded`, that it must have published addresses.
    """

    site: bool = True
    guarded: bool = False
    names_known: bool = True
    series_ids: Collection[str] | None = None

    def content(self) -> Content:
        series, series_known = self._sound(lambda: self.series(self.root / "series.yml"))
        if series_known:
            self.series_ids = {series.id, *(other.id for other in series.others if other.id)}
        registry, self.names_known = self._sound(lambda: self.registry(self.root / "agencies.yml"))
        # A folder that begins with a dot is what an import left behind when it was stopped.
        found = (self.root / "notices").glob("*/")
        folders = sorted((f for f in found if not f.name.startswith(".")), reverse=True)
        if not folders:
            self.problem(self.root / "notices", 0, "no notice", "each has a folder: notices/2020/")
        names = registry if self.names_known else None
        facts, facts_known = self._sound(
            lambda: tuple(
                known
                for f in folders
                if (f / "facts.yml").exists()
                and (known := read_facts(self, f / "facts.yml", names, self.series_ids))
            )
        )
        texts = [f for f in folders if (f / "notice.md").exists() or not (f / "facts.yml").exists()]
        held, texts_known = self._sound(
            lambda: tuple(h for f in texts if (h := self.notice(f, registry)))
        )
        known_all = self.names_known and facts_known and texts_known
        if known_all:
            self._check_facts(facts, held, registry)
        named = {f.name for f in texts}
        pages = self._pages()
        self._check_ledger()
        self._check_twins(held, facts)
        for folder in folders:
            if series_known and series.fiction != bool(FICTION_ID.match(folder.name)):
                self.problem(folder, 0, *NEVER_MIXED)
        unheld = tuple(known for known in facts if known.id not in named)
        checks = tuple(known for known in facts if known.id in named)
        notices = tuple(h.notice for h in held)
        themes, decisions, subjects = (
            self._editorial(notices, facts, checks) if known_all else ((), (), ())
        )
        return Content(
            series=series,
            notices=held,
            facts=unheld,
            registry=registry,
            themes=tuple(theme for theme in themes if theme.state is not Verdict.REJECTED),
            refused=tuple(theme for theme in themes if theme.state is Verdict.REJECTED),
            decisions=decisions,
            subjects=subjects,
            checks=checks,
            pages=pages,
            example=self._example(pages),
        )

    def _example(self, pages: tuple[HandPage, ...]) -> Content | None:
        """The worked example; it is fiction, whatever the rest is, and stands where a page says."""
        root = self.root / "example"
        wanted = [page.slug for page in pages if EXAMPLE_MARK in page.body.split("\n")]
        if not root.is_dir():
            for slug in wanted:
                path = self.root / "pages" / f"{slug}.md"
                self.problem(path, 0, f"{EXAMPLE_MARK}, but there is no example/")
            return None
        example = _Reader(root=root, problems=self.problems, site=False).content()
        if not example.series.fiction:
            self.problem(root / "series.yml", 0, "the example is not marked as fiction")
        return example

    def _sound(self, read: Callable[[], T]) -> tuple[T, bool]:
        """What `read` gives, and whether it met no Problem."""
        before = len(self.problems)
        value = read()
        return value, len(self.problems) == before

    def _editorial(
        self,
        notices: tuple[Notice, ...],
        facts: tuple[FactsNotice, ...],
        checks: tuple[FactsNotice, ...],
    ) -> tuple[tuple[Theme, ...], tuple[LinkDecision, ...], tuple[Subject, ...]]:
        themes, decisions = read_themes(
            self,
            self.root / "themes.yml",
            known_keys(notices, facts),
            held_keys(notices, checks),
        )
        subjects = read_subjects(self, self.root / "figures.yml", notices, facts)
        return themes, decisions, subjects

    def _pages(self) -> tuple[HandPage, ...]:
        folder = self.root / "pages"
        for path in (folder / f"{slug}.md" for slug in MENU_PAGES if self.site):
            if not path.exists():
                self.problem(path, 0, "this file is missing", "the menu of the site leads to it")
        return tuple(p for f in sorted(folder.glob("*.md")) if (p := self._page(f)))

    def _check_ledger(self) -> None:
        path = self.root / "addresses.txt"
        text = self.text(path) if path.exists() else ""
        addresses, problems = parse_ledger(text or "", path.as_posix())
        self.problems.extend(problems)
        if self.guarded and not addresses and not problems:
            hint = "bring back what was published; for a new site `keytasks ledger` writes it"
            self.problem(path, 0, "no address stands here: nothing published is guarded", hint)

    def _check_twins(self, held: tuple[HeldNotice, ...], facts: tuple[FactsNotice, ...]) -> None:
        """No two notices have the same text, or the same document number."""
        texts: dict[str, str] = {}
        numbers = {known.number.text: known.id for known in reversed(facts) if known.number}
        hint = "one of the two is another year's text: import its own, or correct the number"
        # The one whose number has its own year is the right one.
        for h in sorted(held, key=lambda h: (h.notice.id[-4:] not in _number(h), h.notice.id)):
            path = self.root / "notices" / h.notice.id / "notice.md"
            twin = texts.setdefault(h.placed.text, h.notice.id)
            owner = numbers.setdefault(_number(h), h.notice.id) if _number(h) else h.notice.id
            if twin != h.notice.id:
                self.problem(path, 0, f"the same text as {twin}", hint)
            elif owner != h.notice.id:
                line = h.placed.line(h.placed.text.find(_number(h)))
                self.problem(path, line, f"{_number(h)} is the number of {owner}", hint)

    def _check_facts(
        self, facts: tuple[FactsNotice, ...], held: tuple[HeldNotice, ...], registry: Registry
    ) -> None:
        texts = {h.notice.id: h for h in held}
        for known in facts:
            if known.id in texts:
                path = self.root / "notices" / known.id / "facts.yml"
                text = texts[known.id]
                published = text.provenance.published
                found = check_facts(known, text.notice, registry, path.as_posix(), published)
                self.problems.extend(found.problems)

    def series(self, path: Path) -> Series:
        with self.fields(path, self.text(path)) as fields:
            fiction = fields.flag("fiction")
            members = fields.mappings("members", once="id")
            series = Series(
                id=fields.id(),
                title=fields.text("title"),
                title_en=fields.text("title_en"),
                issuer=fields.text("issuer"),
                members=tuple(self._member(member, fiction) for member in members),
                fiction=fiction,
                absent=fields.text_or_none("absent"),
                after=_related(fields, "after"),
                siblings=_related(fields, "siblings"),
                others=_related(fields, "others"),
            )
            if series.id in {other.id for other in series.others}:
                fields.problem("others", f"id {series.id!r} is the series' own")
        return series

    def _member(self, fields: Fields, fiction: bool) -> SeriesMember:
        member_id = fields.id()
        if not WITH_YEAR.match(member_id):
            fields.wrong("id", "a year of four digits, or one with a name (sichuan-2023)")
        elif fiction != bool(FICTION_ID.match(member_id)):
            fields.problem("id", *NEVER_MIXED)
        return SeriesMember(
            id=member_id,
            number=fields.text_or_none("number"),
            state=fields.choice("state", FactState, FactState.UNKNOWN),
            form=fields.text_or_none("form"),
            note=fields.text_or_none("note"),
            official_url=_official(fields),
            official_url_state=fields.choice(
                "official_url_state",
                FactState,
                FactState.UNKNOWN,
                needed=fields.has("official_url"),
            ),
        )

    def registry(self, path: Path) -> Registry:
        with self.fields(path, self.text(path)) as fields:
            entries = fields.mappings("agencies", once="id")
            ids = {str(entry.data["id"]) for entry in entries if entry.data.get("id")}
            agencies = tuple(self._agency(entry, ids) for entry in entries)
            others = fields.mappings("others", once="printed")
            _refuse_shared_names(entries, agencies, others)
        if not agencies:
            self.problem(path, 0, "no agency", "every body that a text names stands here")
        return Registry(agencies=agencies, others=tuple(f.text("printed") for f in others))

    def _agency(self, fields: Fields, ids: Collection[str]) -> Agency:
        return Agency(
            id=fields.id(),
            name=fields.text("name"),
            printed=fields.texts("printed"),
            press=fields.texts("press"),
            english=fields.text_or_none("english"),
            kind=fields.choice("kind", AgencyKind, AgencyKind.CONSTITUENT),
            since=fields.day_or_none("since"),
            until=fields.day_or_none("until"),
            predecessors=_steps(fields, "predecessors", ids),
            successors=_steps(fields, "successors", ids),
            unverified=fields.some_of("unverified", fields.data, "field"),
            series=fields.some_of("series", self.series_ids, "series", OTHER_SERIES),
        )

    def notice(self, folder: Path, registry: Registry) -> HeldNotice | None:
        path = folder / "notice.md"
        text = self._markdown(path)
        if not ID_PATTERN.match(folder.name):
            self.problem(folder, 0, f"not an id: {folder.name!r}", "a year, or a-z, 0-9 and -")
        if taken(folder.name):
            self.problem(folder, 0, f"{folder.name!r} is an address of the site itself")
        source = folder / "source.yml"
        provenance = self._provenance(source)
        match = FRONT_MATTER.match(text or "")
        if text is None or not match:
            if text is not None:
                self.problem(path, 1, "no front matter", "begin with ---, the identity, ---")
            return None
        with self.fields(path, match["yaml"], 2) as front:
            notice, problems = parse_notice(
                text[match.end() :],
                notice_id=folder.name,
                series=front.one_of("series", self.series_ids, "series", OTHER_SERIES),
                path=path.as_posix(),
                first_line=match[0].count("\n") + 1,
            )
            self.problems.extend(problems)
            _check_identity(front, notice, read=not problems)
            if not problems:
                reviewed = provenance.reviewed if provenance else ()
                self.problems.extend(wrong_cuts(notice, registry, path.as_posix(), reviewed))
        if self.names_known:
            self._check_names(path, notice, registry)
        placed = place_text(text[match.end() :], match[0].count("\n") + 1)
        if provenance and not problems:
            self._check_text(folder, notice, provenance, placed)
        if provenance is None:
            return None
        return HeldNotice(notice=notice, provenance=provenance, placed=placed)

    def _check_names(self, path: Path, notice: Notice, registry: Registry) -> None:
        own = registry.scoped(notice.series)
        for clause in (clause for task in notice.tasks for clause in task.clauses):
            for name in read_clause(clause.text, own)[1]:
                self.problem(
                    path,
                    clause.line,
                    f"nobody knows {name!r}",
                    "if the text is right, add the name to content/agencies.yml",
                )

    def _check_text(
        self, folder: Path, notice: Notice, provenance: Provenance, placed: Placed
    ) -> None:
        """The text is the original's but for the corrections, and its hash is recorded."""
        path, source = folder / "notice.md", folder / "source.yml"
        data = _recorded(folder / provenance.original, provenance) if provenance.original else None
        if provenance.original and data is None:
            return  # that has its own Problem
        found = list(
            changed_text(placed, provenance, data, path=path.as_posix(), source=source.as_posix())
        )
        self.problems.extend(found)
        digest = text_sha256(notice)
        if not found and digest != provenance.text_sha256:
            hint = f"where all of it is as in the source, or corrected, set text.sha256 to {digest}"
            self.problem(source, 0, "text.sha256 is not the hash of this text", hint)

    def _provenance(self, path: Path) -> Provenance | None:
        text = self.text(path)
        if text is None:
            return None
        with self.fields(path, text) as fields:
            return self._source(path, fields)

    def _source(self, path: Path, fields: Fields) -> Provenance:
        original, held, official = (fields.mapping(k) for k in ("original", "text", "official"))
        dates = fields.mapping("dates", needed=False)
        provenance = Provenance(
            state=fields.choice("state", TextState, TextState.SUPPLIED),
            note=fields.text("note"),
            original=original.text_or_none("file"),
            original_sha256=original.text("sha256"),
            text_sha256=held.text("sha256"),
            description=original.text("description"),
            official_url=official.text_or_none("url"),
            official_url_state=official.choice("state", FactState, FactState.UNKNOWN),
            steps=fields.texts("steps"),
            corrections=_corrections(fields),
            imported_sha256=held.text_or_none("imported_sha256"),
            removed=fields.texts("removed"),
            retrieval=_retrieval(fields) if fields.has("retrieved") else None,
            verified=fields.text_or_none("verified"),
            verification=_verification(fields) if fields.has("verification") else None,
            signed=dates.text_or_none("signed"),
            published=dates.text_or_none("published"),
            reviewed=fields.texts("reviewed"),
        )
        if provenance.state is TextState.OFFICIAL and provenance.verification is None:
            hint = "`keytasks verify … --accept` records the copy that it was compared with"
            fields.problem("state", "official, but no verification is recorded", hint)
        elif provenance.verification and (
            provenance.verification.text_sha256 != provenance.text_sha256
        ):
            hint = "`keytasks verify … --accept` compares it anew; until then state: supplied"
            fields.problem("verification", "the text is not the one that was verified", hint)
        url = provenance.official_url
        if url is not None and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
            official.problem("url", f"official.url: not an address: {url!r}")
        for key, day in (("signed", provenance.signed), ("published", provenance.published)):
            if day is not None and not is_day(day):
                dates.problem(key, f"dates.{key}: there is no day {day!r}", A_DAY)
        self._check_original(path, provenance)
        return provenance

    def _check_original(self, path: Path, provenance: Provenance) -> None:
        if provenance.original is None:
            return  # too large to keep: the hash alone says which file it was
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", provenance.original):
            self.problem(path, 0, f"original.file is no file name: {provenance.original!r}")
            return
        original = path.parent / provenance.original
        if original.is_symlink() or not original.is_file():
            self.problem(
                original, 0, "the original is missing", "put the raw file beside source.yml"
            )
        elif _recorded(original, provenance) is None:
            self.problem(
                original,
                0,
                "the original is not the one recorded in source.yml",
                "originals never change: restore the file",
            )

    def _markdown(self, path: Path) -> str | None:
        """The file's text, without what some editors add: a BOM, line ends of two characters."""
        text = self.text(path)
        return None if text is None else text.removeprefix("\ufeff").replace("\r\n", "\n")

    def _page(self, path: Path) -> HandPage | None:
        text = self._markdown(path)
        match = FRONT_MATTER.match(text or "")
        if text is None or not match:
            # Of a file that could not be read this is no Problem of its own.
            self.problem(path, 1, "no front matter", "begin with ---, title: and description:, ---")
            return None
        with self.fields(path, match["yaml"], 2) as front:
            title, description = front.text("title"), front.text("description")
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
            title=title,
            description=description,
            body=text[match.end() :],
        )


def _check_identity(front: Fields, notice: Notice, *, read: bool) -> None:
    """Front matter against what was read from the text, if it could be `read`."""
    if front.text("notice") != notice.id and read:
        front.problem("notice", f"notice: says {front.text('notice')!r}, the folder {notice.id!r}")
    for key in IDENTITY_FIELDS:
        said, found = front.text_or_none(key), getattr(notice.identity, key)
        if said != found and read:
            hint = "the front matter repeats what the text says"
            front.problem(key, f"{key}: says {said!r}, the text says {found!r}", hint)


def _official(member: Fields) -> str | None:
    """A member's official address: only one of an official site is linked."""
    url = member.text_or_none("official_url")
    if url is not None and not OFFICIAL_PAGE.match(url):
        member.problem("official_url", f"official_url: not an official site: {url!r}")
        return None
    return url


def _related(fields: Fields, key: str) -> tuple[RelatedSeries, ...]:
    return tuple(
        RelatedSeries(
            title=entry.text("title"),
            id=None if entry.value("id") is None else entry.id(),
            issuer=entry.text_or_none("issuer"),
            number=entry.text_or_none("number"),
            note=entry.text_or_none("note"),
            state=entry.choice("state", FactState, FactState.UNKNOWN, needed=False),
        )
        for entry in fields.mappings(key, once="id")
    )


def _steps(fields: Fields, key: str, ids: Collection[str]) -> tuple[Succession, ...]:
    return tuple(
        Succession(
            id=step.one_of("id", ids, "agency"),
            date=step.day_or_none("date"),
            verified=step.flag("verified"),
            note=step.text_or_none("note") or "",
        )
        for step in fields.mappings(key, once="id")
    )


def _refuse_shared_names(
    entries: Iterable[Fields], agencies: Iterable[Agency], others: Iterable[Fields]
) -> None:
    """A Problem for each name that an earlier entry has too, unless `series` tells them apart."""
    bearers: dict[str, list[Agency]] = {}
    for entry, agency in zip(entries, agencies, strict=True):
        for name, key in _names(agency).items():
            before = bearers.setdefault(name, [])
            for other in (other for other in before if not _apart(agency, other)):
                hint = "a printed form leads to one agency, or `series` tells them apart"
                entry.problem(key, f"{name} belongs to {other.id} already", hint)
            before.append(agency)
    for entry in others:
        name = entry.text("printed")
        for agency in (agency for agency in bearers.get(name, ()) if not agency.series):
            hint = "here stand only names that are no agency's"
            entry.problem("printed", f"{name} belongs to {agency.id} already", hint)


def _names(agency: Agency) -> dict[str, str]:
    """Every name of an agency, with the key that it stands under."""
    forms = (("press", agency.press), ("printed", agency.printed), ("name", (agency.name,)))
    return {name: key for key, names in forms for name in names}


def _apart(one: Agency, other: Agency) -> bool:
    """Whether no text can mean both."""
    return bool(one.series and other.series) and not set(one.series) & set(other.series)


def _number(held: HeldNotice) -> str:
    return held.notice.identity.number or ""


def _recorded(original: Path, provenance: Provenance) -> bytes | None:
    """A kept raw file, if it is there, and the one whose hash source.yml has."""
    if original.is_symlink() or not original.is_file():
        return None
    data = original.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == provenance.original_sha256 else None


def _corrections(fields: Fields) -> tuple[Correction, ...]:
    return tuple(
        Correction(
            was=entry.text("was"), now=entry.text("now"), why=entry.text("why"), line=entry.line
        )
        for entry in fields.mappings("corrections")
    )


def _retrieval(fields: Fields) -> Retrieval:
    told = fields.mapping("retrieved")
    return Retrieval(
        asked=told.text_or_none("asked"),
        final=told.text_or_none("final"),
        time=told.text_or_none("time"),
        status=told.text_or_none("status"),
        layout=told.text("layout"),
        importer=told.text("importer"),
    )


def _verification(fields: Fields) -> Verification:
    told = fields.mapping("verification")
    return Verification(
        url=told.text("url"),
        sha256=told.text("sha256"),
        text_sha256=told.text("text_sha256"),
        layout=told.text("layout"),
        time=told.text("time"),
    )


def render_notice_file(notice: Notice) -> str:
    """A whole notice.md: front matter from what the text says, then the text."""
    identity = notice.identity
    front = {"notice": notice.id, "series": notice.series} | {
        key: getattr(identity, key) for key in IDENTITY_FIELDS
    }
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n{print_notice(notice)}"
