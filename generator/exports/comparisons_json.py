"""Comparisons and lines of work: `compare/<old>/<new>.json`, `themes.json`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.addresses import DATA_FILES
from generator.compare.parameters import METHOD
from generator.edition import Edition, Kind, Producer, Sample
from generator.exports.values import Json, data_file, figure_json
from generator.model.agencies import Party
from generator.model.comparison import (
    AgencyChange,
    Basis,
    Comparison,
    DiffGroup,
    DutyClause,
    DutyDiff,
    FigurePlace,
    Lineage,
    LinkDetail,
    Run,
    SegmentRef,
)
from generator.model.content import Content
from generator.model.themes import Theme
from generator.outputs import OutputFile


def comparison_file(comparison: Comparison) -> dict[str, Json]:
    """A comparison; joining a link's runs without `+` gives the old text, without `-` the new one,

    each in the order of the clause references `old` and `new`. The text is that of the link's tasks
    in order, each its heading (sentence `h`) and then its sentences, without what stands between.
    What is `unlinked` is `added` or `dropped` where both texts are held and no pair of `maybe` has it;
    elsewhere these have nothing, nor have `joined` and `left` of a link's agencies: a list known in part
    says only who was seen in one year alone (`only_in`). `roles` says who has another role, with null
    where a side does not name the body; `clauses` are the clauses in print with their runs.
    """
    alignment = comparison.alignment
    of_texts = alignment.basis is Basis.TEXT
    method: dict[str, Json] = dict(METHOD)  # type: ignore[arg-type]  # it holds plain JSON
    return {
        "old": comparison.old,
        "new": comparison.new,
        "labels": {"old": comparison.labels[0], "new": comparison.labels[1]},
        "across": comparison.across,
        "reason": comparison.reason or None,
        "basis": alignment.basis.value,
        "method": method,
        "links": [_link(detail, of_texts=of_texts) for detail in comparison.details],
        "added": list(alignment.surely_added) if of_texts else [],
        "dropped": list(alignment.surely_dropped) if of_texts else [],
        "unlinked": {"old": list(alignment.dropped), "new": list(alignment.added)},
        "maybe": [{"old": a, "new": b, "score": score} for a, b, score in alignment.maybe],
    }


def _link(detail: LinkDetail, *, of_texts: bool) -> Json:
    link = detail.link
    return {
        "old": list(link.old),
        "new": list(link.new),
        "kind": link.kind.value,
        "score": link.score,
        "band": link.band.value,
        "confirmed": link.confirmed,
        "perhaps": link.perhaps,
        "reason": link.reason or None,
        "groups": None if detail.groups is None else [_group(g) for g in detail.groups],
        "agencies": _agencies(detail.agencies, of_texts=of_texts) if detail.agencies else None,
        "clauses": _duties(detail.duties) if detail.duties else None,
        "figures": [
            {
                "old": _figure(change.old),
                "new": _figure(change.new),
                "stays": change.stays,
                "moved": change.moved,
            }
            for change in detail.figures
        ],
    }


def _group(group: DiffGroup) -> Json:
    return {
        "kind": group.kind.value,
        "old": [_clause(ref) for ref in group.old],
        "new": [_clause(ref) for ref in group.new],
        "format_only": group.format_only,
        "runs": [_run(run) for run in group.runs],
    }


def _run(run: Run) -> Json:
    return {"op": run.op, "text": run.text, "noise": run.noise.value if run.noise else None}


def _duties(duties: DutyDiff) -> Json:
    return {
        "old": [_duty(clause) for clause in duties.old],
        "new": [_duty(clause) for clause in duties.new],
        "runs": [_run(run) for run in duties.runs],
    }


def _duty(clause: DutyClause) -> Json:
    return {"task": clause.task, "id": clause.anchor, "text": clause.text}


def _clause(ref: SegmentRef) -> Json:
    return {"task": ref.task, "sentence": ref.sentence, "start": ref.start, "end": ref.end}


def _agencies(change: AgencyChange, *, of_texts: bool) -> Json:
    first: Json = None
    if change.first and of_texts:
        first = {
            "old": change.first[0].agency if change.first[0] else None,
            "new": change.first[1].agency if change.first[1] else None,
        }
    joined: list[Json] = [party.agency for party in change.joined]
    left: list[Json] = [party.agency for party in change.left]
    return {
        "joined": joined if of_texts else [],
        "left": left if of_texts else [],
        "only_in": {"old": left, "new": joined},
        "renamed": [{"old": a.agency, "new": b.agency} for a, b in change.renamed],
        "first": first,
        "roles": _roles(change) if of_texts else [],
        "implied": [
            {"agency": new.agency, "named_in": "new" if old.implied else "old"}
            for old, new in change.implied
        ],
        "open": _both(change.open),
        "lists_open": {"old": change.lists_open[0], "new": change.lists_open[1]},
        "deadline": _both(change.deadline),
        "partial": change.partial,
    }


def _roles(change: AgencyChange) -> list[Json]:
    """Whose role is another, and as what who is named in one year alone is named there."""
    pairs: list[tuple[Party | None, Party | None]] = [
        *change.roles,
        *((party, None) for party in change.left),
        *((None, party) for party in change.joined),
    ]
    return [{"old": _role(old), "new": _role(new)} for old, new in pairs]


def _role(party: Party | None) -> Json:
    return {"agency": party.agency, "role": party.role.value} if party else None


def _both(values: tuple[Json, Json] | None) -> Json:
    return {"old": values[0], "new": values[1]} if values else None


def _figure(place: FigurePlace | None) -> Json:
    return {"task": place.task, **figure_json(place.figure)} if place else None


def _theme(theme: Theme) -> Json:
    return {
        "id": theme.id,
        "name": theme.name,
        "description": theme.description,
        "state": theme.state.value,
        "reason": theme.reason,
        "tasks": list(theme.tasks),
    }


def themes_file(content: Content, lineages: Sequence[Lineage]) -> Json:
    """Editors' themes, those they refused, their decisions on links, and proposed lineages."""
    return {
        "themes": [_theme(theme) for theme in content.themes],
        "refused": [_theme(theme) for theme in content.refused],
        "decisions": [
            {"old": d.old, "new": d.new, "verdict": d.verdict.value, "reason": d.reason}
            for d in content.decisions
        ],
        "lineages": [
            [{"notice": notice, "tasks": list(tasks)} for notice, tasks in lineage.tasks]
            for lineage in lineages
        ],
    }


def _files(edition: Edition) -> Iterator[OutputFile]:
    for comparison in edition.comparisons:
        name = f"compare/{comparison.old}/{comparison.new}.json"
        yield data_file(name, comparison_file(comparison))
    yield data_file("themes.json", themes_file(edition.content, edition.lineages))


def _samples(edition: Edition) -> Iterator[Sample]:
    for comparison in edition.comparisons[:1]:
        path = f"{DATA_FILES}compare/{comparison.old}/{comparison.new}.json"
        yield Sample(path=path, words="comparison")


COMPARISONS = Producer(
    kinds=(
        Kind(
            name="comparison",
            pattern=f"{DATA_FILES}compare/<old>/<new>.json",
            schema="comparison",
            samples=_samples,
        ),
        Kind(name="themes", pattern=f"{DATA_FILES}themes.json", schema="themes"),
    ),
    files=_files,
)
