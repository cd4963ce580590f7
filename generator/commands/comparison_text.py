"""Comparisons for the terminal. The labels are the site's own Chinese words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.agencies import Party
from generator.model.comparison import (
    AgencyChange,
    Basis,
    Comparison,
    DiffGroup,
    GroupKind,
    LinkDetail,
)
from generator.model.content import Content
from generator.model.facts import task_key

KINDS = {"kept": "延续", "split": "拆分", "merged": "合并", "regrouped": "重组"}
BANDS = {"high": "高", "medium": "中", "low": "低·待核"}
MARKS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


def headings(content: Content) -> dict[str, str]:
    """Every known task's heading by its key."""
    held = {str(task.id): task.heading for h in content.notices for task in h.notice.tasks}
    known = {
        task_key(facts.id, str(task.id) if task.id else None, task.heading): task.heading
        for facts in content.facts
        for task in facts.tasks
        if task.heading
    }
    return held | known


def comparison_text(comparison: Comparison, content: Content) -> str:
    """The comparison in lines; changes are marked `[-gone-]` and `{+come+}`."""
    held = {h.notice.id for h in content.notices}
    return "\n".join(_lines(comparison, headings(content), held)) + "\n"


def _lines(comparison: Comparison, names: dict[str, str], held: set[str]) -> Iterator[str]:
    alignment = comparison.alignment
    facts = alignment.basis is Basis.FACTS
    yield f"{comparison.old} → {comparison.new}{'（仅凭标题）' if facts else ''}"
    for detail in comparison.details:
        yield ""
        yield from _link(detail, names)
        if detail.agencies and facts:
            yield from _seen(detail.agencies, comparison, held)
        elif detail.agencies:
            yield from _agencies(detail.agencies)
        for figure in detail.figures:
            old, new = (place.figure.text if place else "—" for place in (figure.old, figure.new))
            yield f"    数字：{old} → {new}"
    for keys, title in (
        (alignment.added, "未见对应" if facts else "新增"),
        (alignment.dropped, "未见对应" if facts else "未再列出"),
    ):
        if keys:
            yield ""
            yield title
            yield from (f"  {key} {names[key]}" for key in keys)
    if alignment.maybe:
        yield ""
        yield "可能相关（相近，但不足以当作对应）"
        yield from (
            f"  {a} {names[a]} ～ {b} {names[b]}（{score:.2f}）" for a, b, score in alignment.maybe
        )


def _link(detail: LinkDetail, names: dict[str, str]) -> Iterator[str]:
    link = detail.link
    sure = "编者已确认" if link.confirmed else f"对应把握{BANDS[link.band]}"
    yield f"{KINDS[link.kind]}（{sure}，{link.score:.2f}）"
    yield from (f"  - {key} {names[key]}" for key in link.old)
    yield from (f"  + {key} {names[key]}" for key in link.new)
    groups = detail.groups
    if groups is not None and all(group.kind is GroupKind.EQUAL for group in groups):
        yield "    文字未变"
        return
    yield from (f"    {_mark(group)}{_runs(group)}" for group in groups or ())


def _runs(group: DiffGroup) -> str:
    return "".join(MARKS[run.op].format(run.text) for run in group.runs)


def _mark(group: DiffGroup) -> str:
    if group.kind is GroupKind.MOVED:
        return "移 "
    if group.kind is GroupKind.REWRITTEN:
        return "整句改写 "
    return "只改标点 " if group.format_only else ""


def _agencies(change: AgencyChange) -> Iterator[str]:
    """Who joined, left, has a new name, and stands first; nothing where all stayed."""
    for sign, parties in (("增", change.joined), ("减", change.left)):
        if parties:
            yield f"    {sign}：{_names(parties)}"
    yield from (f"    更名：{a.printed} → {b.printed}" for a, b in change.renamed)
    if change.first:
        old, new = (party.printed if party else "无" for party in change.first)
        yield f"    首位：{old} → {new}"
    for _, after in change.implied:
        yield f"    写法：{after.printed}（一年统一写明，一年写在本项，不算增减）"
    if change.open:
        old, new = ("以“等”字结尾" if is_open else "没有“等”字" for is_open in change.open)
        yield f"    名单：{old} → {new}"
    if change.deadline:
        old, new = (deadline or "未写" for deadline in change.deadline)
        yield f"    时限：{old} → {new}"


def _seen(change: AgencyChange, comparison: Comparison, held: set[str]) -> Iterator[str]:
    """Where a list may be known in part nobody joins or leaves: only who was seen in which year."""
    both = (*change.kept, *(after for _, after in change.renamed))
    if both:
        yield f"    两年都有：{_names(both)}"
    for here, other, parties in (
        (comparison.old, comparison.new, change.left),
        (comparison.new, comparison.old, change.joined),
    ):
        if parties:
            doubt = "" if other in held or not change.partial else f"（{other}年的名单可能不全）"
            yield f"    只见于{here}年：{_names(parties)}{doubt}"


def _names(parties: tuple[Party, ...]) -> str:
    return "、".join(party.printed for party in parties)
