"""`notices.json` and `notices/<id>.json`: a notice held in full, or known by its facts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import DATA_FILES, notice_address
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.values import Json, data_file
from generator.model.content import HeldNotice
from generator.model.entries import NoticeEntry
from generator.model.facts import STATED_FIELDS, FactsNotice, KnownTask, Stated
from generator.model.notice import Paragraph
from generator.model.provenance import Provenance
from generator.model.series import Series
from generator.notice.headings import section_label
from generator.outputs import OutputFile


def identity_json(notice: NoticeEntry) -> dict[str, Json]:
    """A notice's entry in `notices.json`; `task_count` is null where the total is not known.

    Of a notice whose text is not held, `addressees` and `approval` are null, since they are a text's
    own words: what is known of them is in the notice's own file under `provenance.facts`.
    """
    return {
        "id": notice.id,
        "label": notice.label,
        "series": notice.series,
        "title": notice.title,
        "annex_title": notice.annex_title,
        "number": notice.number,
        "issuer": notice.issuer,
        "issued": notice.issued,
        "addressees": notice.addressees,
        "approval": notice.approval,
        "url": notice_address(notice.id),
        "state": notice.state.value,
        "task_count": notice.task_count,
        "fiction": notice.fiction,
    }


def held_notice(notice: NoticeEntry, held: HeldNotice) -> Json:
    """`notices/<id>.json` of a notice whose text is held."""
    source = held.provenance
    return {
        **identity_json(notice),
        "provenance": {
            "note": source.note,
            "original": {
                "file": source.original,
                "sha256": source.original_sha256,
                "description": source.description,
            },
            "text_sha256": source.text_sha256,
            "official_url": source.official_url,
            "official_url_state": source.official_url_state.value,
            "steps": list(source.steps),
            "corrections": [f"{c.was} → {c.now} ({c.why})" for c in source.corrections],
            "removed": list(source.removed),
            "retrieved": _retrieved(source),
            "verified": source.verified,
            "facts": None,
            "sources": None,
        },
        "letter": _texts(held.notice.letter),
        "preamble": _texts(held.notice.preamble),
        "sections": [
            {
                "number": section.number,
                "label": section.label,
                "heading": section.heading,
                "intro": _texts(section.intro),
                "tasks": [str(task.id) for task in section.tasks],
                "state": None,
                "sources": None,
            }
            for section in held.notice.sections
        ],
        "closing": _texts(held.notice.closing),
        "tasks": [task.key for task in notice.tasks],
        "known_tasks": None,
        "facts": None,
    }


def _retrieved(source: Provenance) -> Json:
    if source.retrieval is None:
        return None
    told = source.retrieval
    return {
        "asked": told.asked,
        "final": told.final,
        "time": told.time,
        "status": told.status,
        "layout": told.layout,
        "importer": told.importer,
        "archived": told.archived,
    }


def _texts(paragraphs: tuple[Paragraph, ...]) -> list[Json]:
    return [paragraph.text for paragraph in paragraphs]


def known_notice(notice: NoticeEntry, facts: FactsNotice, series: Series) -> Json:
    """`notices/<id>.json` of a facts-only notice."""
    member = series.member(facts.id)
    url = member.official_url if member else None
    return {
        **identity_json(notice),
        "provenance": {
            "note": None,
            "original": None,
            "text_sha256": None,
            "official_url": url,
            "official_url_state": member.official_url_state.value if member and url else None,
            "steps": None,
            "corrections": None,
            "removed": None,
            "retrieved": None,
            "verified": None,
            "facts": {key: _stated(key, getattr(facts, key)) for key in STATED_FIELDS},
            "sources": [
                {"id": s.id, "name": s.name, "date": s.date, "url": s.url} for s in facts.sources
            ],
        },
        "letter": None,
        "preamble": None,
        "sections": [
            {
                "number": section.number,
                "label": section_label(section.number) if section.number else None,
                "heading": section.heading,
                "intro": None,
                "tasks": [
                    task.key
                    for task in notice.paged
                    if task.section and task.section.number == section.number
                ],
                "state": section.state.value,
                "sources": list(section.sources),
            }
            for section in facts.sections
        ],
        "closing": None,
        "tasks": [task.key for task in notice.paged],
        "known_tasks": [_known(task) for task in facts.tasks],
        "facts": [
            {
                "topic": fact.topic,
                "text": fact.text,
                "value": fact.value,
                "unit": fact.unit,
                "state": fact.state.value,
                "sources": list(fact.sources),
                "comment": fact.comment,
            }
            for fact in facts.facts
        ],
    }


def _stated(key: str, stated: Stated | None) -> Json:
    if stated is None:
        return None
    values: list[Json] = list(stated.values)
    if key == "names_agencies":
        values = [value == "是" for value in stated.values]
    return {
        "values": values,
        "state": stated.state.value,
        "sources": list(stated.sources),
        "note": stated.note or None,
    }


def _known(task: KnownTask) -> Json:
    return {
        "id": str(task.id) if task.has_page else None,
        "number": task.number,
        "section": task.section,
        "heading": task.heading,
        "agencies": list(task.agencies) if task.agencies is not None else None,
        "open": task.open,
        "state": task.state.value,
        "number_state": task.number_state.value if task.number else None,
        "agencies_state": None if task.agencies is None else task.agencies_state.value,
        "sources": list(task.sources),
    }


def _files(edition: Edition) -> Iterator[OutputFile]:
    notices = edition.newest_first
    yield data_file("notices.json", [identity_json(notice) for notice in notices])
    entries = {notice.id: notice for notice in edition.notices}
    for held in edition.content.notices:
        found = held_notice(entries[held.notice.id], held)
        yield data_file(f"notices/{held.notice.id}.json", found)
    for facts in edition.content.facts:
        yield data_file(
            f"notices/{facts.id}.json",
            known_notice(entries[facts.id], facts, edition.content.series),
        )


def _samples(edition: Edition) -> Iterator[Sample]:
    for notice in edition.notices:
        yield Sample(
            path=f"{DATA_FILES}notices/{notice.id}.json",
            words="notice_held" if notice.held else "notice_known",
            values={"title": notice.name} if notice.held else {"year": notice.year},
        )


NOTICES = Producer(
    kinds=(
        Kind(name="notices", pattern=f"{DATA_FILES}notices.json", schema="notices"),
        Kind(
            name="notice",
            pattern=f"{DATA_FILES}notices/<notice>.json",
            schema="notice",
            samples=_samples,
        ),
    ),
    files=_files,
)
