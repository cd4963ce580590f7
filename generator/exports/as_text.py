"""Comparisons and proposals for the terminal. The labels are the site's own Chinese words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.comparison import Basis, Comparison, GroupKind, Lineage, LinkDetail
from generator.content import Content
from generator.editorial import task_key

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
    return "\n".join(_lines(comparison, headings(content))) + "\n"


def _lines(comparison: Comparison, names: dict[str, str]) -> Iterator[str]:
    alignment = comparison.alignment
    facts = alignment.basis is Basis.FACTS
    yield f"{comparison.old} → {comparison.new}{'（仅凭标题）' if facts else ''}"
    for detail in comparison.details:
        yield ""
        yield from _link(detail, names)
    for keys, title in (
        (alignment.added, "未见对应" if facts else "新增"),
        (alignment.dropped, "未见对应" if facts else "未再列出"),
    ):
        if keys:
            yield ""
            yield title
            yield from (f"  {key} {names[key]}" for key in keys)


def _link(detail: LinkDetail, names: dict[str, str]) -> Iterator[str]:
    link = detail.link
    sure = "编者已确认" if link.confirmed else f"对应把握{BANDS[link.band]}"
    yield f"{KINDS[link.kind]}（{sure}，{link.score:.2f}）"
    yield from (f"  - {key} {names[key]}" for key in link.old)
    yield from (f"  + {key} {names[key]}" for key in link.new)
    for group in detail.groups or ():
        text = "".join(MARKS[run.op].format(run.text) for run in group.runs)
        yield f"    {'移 ' if group.kind is GroupKind.MOVED else ''}{text}"
    change = detail.agencies
    if change:
        for sign, parties in (("增", change.joined), ("减", change.left)):
            if parties:
                yield f"    {sign}：{'、'.join(party.printed for party in parties)}"
        yield from (f"    更名：{a.printed} → {b.printed}" for a, b in change.renamed)
    for figure in detail.figures:
        old, new = (place.figure.text if place else "—" for place in (figure.old, figure.new))
        yield f"    数字：{old} → {new}"


def proposals_text(content: Content, lineages: Sequence[Lineage]) -> str:
    """Lineages that no theme has taken up, as entries for `themes.yml`; comments give headings."""
    names = headings(content)
    taken = {key for theme in content.themes for key in theme.tasks}
    lines = ["# for content/themes.yml: give each an id and a name, or leave it out"]
    for lineage in lineages:
        keys = [key for _, keys in lineage.tasks for key in keys]
        if not taken & set(keys):
            lines += [
                "  - id:",
                "    name:",
                "    description:",
                "    state: proposed",
                "    reason:",
            ]
            lines.append("    tasks:")
            lines += [f'      - "{key}"  # {names[key]}' for key in keys]
    return "\n".join(lines) + "\n"
