"""What an import leaves to a person: told where it was made, not remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.content.loading import load_frame, load_held
from generator.importers.gathering import WROTE, Outcome
from generator.importers.planning import Plan
from generator.importers.saved_from import saved_address
from generator.model.agencies import AgencyKind, Registry
from generator.model.series import Series

RANGE = re.compile(
    r"(?<!\d)(?P<first>\d{4})年?\s*(?:至|到|[-—–~～]{1,2}|to)\s*(?P<last>\d{4})(?!\d)"
    r"|(?<!\d)(?P<after>\d{4})年(?:以后|之后)|(?<!\d)(?P<since>\d{4})年(?:起|以来)"
    r"|(?<!\d)(?P<before>\d{4})年(?:以前|之前)|(?<!\d)(?P<one>\d{4})(?=[年、,，和及 ]|\Z)"
)
"""Years as hand-written texts name them: 2014年至2017年, 2022年以后, 2018、2019 和 2020年."""
OTHERS = re.compile("(?:其他|其余)(?:年份|各年)|other years")
MOST_QUOTED = 60
READMES = ("README.md", "README.*.md")
"""Texts beside the content folder that may say which years there are, as its pages may."""


def left_after_import(plan: Plan) -> Iterator[str]:
    """What the import of one notice leaves to a person, one thing a line."""
    place, notice = plan.place, plan.draft.notice
    saved = saved_address(plan.draft.source.data)
    if saved and plan.draft.source.final is None:
        official = f"keytasks verify {place.notice_id} COPY --accept --official {saved}"
        yield f"the page says it was saved from {saved}; with a copy saved anew: `{official}`"
    yield from bodies_to_add(plan)
    if notice and place.series == place.frame.id:
        number = notice.identity.number
        member = place.frame.member(place.notice_id)
        if member is None:
            said = f'{{id: "{place.notice_id}", number: {number or "null"}, state: seen}}'
            yield f"add to content/series.yml, under members: {said}"
        yield from number_to_mend(place.frame, place.notice_id, number)
        yield from sayings(place.content_dir, place.frame, [place.notice_id])
    yield "read notice.md against the source, then `keytasks check` and `keytasks ledger`"


def left_after_gathering(content_dir: Path, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What `import --missing` leaves to a person, one thing a line; nothing where nothing came in."""
    frame, registry = load_frame(content_dir)
    for series in dict.fromkeys(outcome.series for outcome in outcomes if outcome.unknown_names):
        names = dict.fromkeys(n for o in outcomes if o.series == series for n in o.unknown_names)
        yield from entries_to_add(tuple(names), series, frame, registry)
    written = [outcome for outcome in outcomes if outcome.fate in WROTE]
    for outcome in written:
        text = f"{content_dir.name}/notices/{outcome.id}/notice.md"
        yield f"read {text} against {outcome.address}"
    for outcome in written:
        held, _ = load_held(content_dir, outcome.id, registry)
        if held:
            yield from number_to_mend(frame, outcome.id, held.notice.identity.number)
    yield from sayings(content_dir, frame, [outcome.id for outcome in written])


def number_to_mend(frame: Series, notice_id: str, number: str | None) -> Iterator[str]:
    """That series.yml has another number of a member than its text, or none; nothing where they agree."""
    member = frame.member(notice_id)
    if member and number and member.number != number:
        has = member.number or "null"
        yield f"content/series.yml has {has} as the number of {notice_id}, the text {number}"


def bodies_to_add(plan: Plan) -> Iterator[str]:
    """The notice's bodies that nobody knows, as YAML to paste."""
    place = plan.place
    yield from entries_to_add(plan.unknown_names, place.series, place.frame, place.registry)


def entries_to_add(
    names: Sequence[str], series: str, frame: Series, registry: Registry
) -> Iterator[str]:
    """Bodies that nobody knows, as YAML to paste; of another series than the content's own, as that series'."""
    if names:
        kind = _kind(series, frame, registry)
        entries = "\n".join(_entry(name, kind) for name in names)
        yield f"add to content/agencies.yml, under agencies (before others):\n{entries}"


def _kind(series: str, frame: Series, registry: Registry) -> str:
    """What an unknown body of a series is likely to be, and of which series, where that is not the first.

    A first series may be a province's too: then all bodies that it knows are.
    """
    if series != frame.id:
        return f"provincial\n    series: [{series}]"
    known = {agency.kind for agency in registry.scoped(series).agencies}
    return (
        AgencyKind.PROVINCIAL if known == {AgencyKind.PROVINCIAL} else AgencyKind.CONSTITUENT
    ).value


def _entry(name: str, kind: str) -> str:
    """A body that nobody knows, in YAML to paste: the id is to be filled in, `unverified` to be checked."""
    return (
        f"  - id: FILL-IN\n    name: {name}\n    printed: [{name}]\n"
        f"    kind: {kind}\n    unverified: [name, kind]"
    )


def sayings(content_dir: Path, frame: Series, ids: Iterable[str]) -> Iterator[str]:
    """What is said by hand of the years with these ids: contradicted, or to be looked at again.

    `absent` of series.yml is contradicted by a year that came in. A line of a page or a README that
    names the year, a span of years or the other years is quoted with its place.
    """
    years = sorted({int(match[0]) for i in ids if (match := re.search(r"\d{4}\Z", i))})
    if not years:
        return
    for year in years:
        if frame.absent and any(year in span for span in spans(frame.absent)):
            yield f"content/series.yml, absent is contradicted by {year}: {frame.absent}"
    home = content_dir.absolute().parent
    pages = sorted(content_dir.absolute().glob("pages/*.md"))
    for path in (*pages, *sorted(file for names in READMES for file in home.glob(names))):
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            found = spans(line)
            named = any(year in span for year in years for span in found)
            if named or any(len(span) > 1 for span in found) or OTHERS.search(line):
                quoted = line if len(line) <= MOST_QUOTED else f"{line[:MOST_QUOTED]}…"
                place = path.relative_to(home).as_posix()
                yield f"{place}:{number}: does it still hold? {quoted}"


def spans(text: str) -> list[range]:
    """The years that a text names: single ones, and spans with or without an end."""
    found = []
    for match in RANGE.finditer(text):
        years = {name: int(value) for name, value in match.groupdict().items() if value}
        if "first" in years:
            found.append(range(years["first"], years["last"] + 1))
        elif "after" in years or "since" in years:
            found.append(range(years.get("since", years.get("after", 0) + 1), 10_000))
        elif "before" in years:
            found.append(range(0, years["before"]))
        else:
            found.append(range(years["one"], years["one"] + 1))
    return found
