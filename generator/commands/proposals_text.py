"""What waits for an editor, in the form of `content/themes.yml`. The labels are Chinese.

The text is YAML that can be pasted piece by piece. Lines of work without a theme come as new themes
and more tasks for a theme as the whole entry, to put in its place; both are `proposed` until an
editor says otherwise. Weak links come as decisions that still say `proposed`: the file refuses
them until the editor has made up their mind. Themes that wait already are comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from generator.commands.comparison_text import headings
from generator.compare.lineages import series_chains
from generator.model.comparison import Band, Basis, Comparison, Lineage
from generator.model.content import Content
from generator.model.themes import Theme, Verdict

BASES = {Basis.TEXT: "全文", Basis.FACTS: "仅凭标题"}
ID_HINT = "# 请换成英文或拼音的短名，一经发布不再改"


def proposals_text(
    content: Content, lineages: Sequence[Lineage], comparisons: Sequence[Comparison]
) -> str:
    """Everything that waits for an editor."""
    names = headings(content)
    pairs = {pair for ids in series_chains(content) for pair in pairwise(ids)}
    nearest = [c for c in comparisons if (c.old, c.new) in pairs]
    taken = {key for theme in content.themes for key in theme.tasks}
    lines = [[key for _, keys in lineage.tasks for key in keys] for lineage in lineages]
    used = {theme.id for theme in (*content.themes, *content.refused)}
    output = ["# 给 content/themes.yml：逐条看过，改好再贴进去。"]
    output += _waiting(content.themes)
    proposed: list[str] = []
    for keys in lines:
        reason = _reason(keys, nearest)
        near = [theme for theme in content.themes if set(theme.tasks) & set(keys)]
        if not near:
            proposed += _entry(_new_theme(keys, names, used), keys, names, reason)
        elif not taken.issuperset(keys):
            for theme in near:
                proposed += _extended(theme, keys, names, reason)
    weak = [line for comparison in nearest for line in _weak(comparison, names)]
    for title, found in (("themes", proposed), ("decisions", weak)):
        output += ["", f"{title}:" if found else f"{title}: []", *found]
    return "\n".join(output) + "\n"


def _waiting(themes: Sequence[Theme]) -> Iterator[str]:
    """Themes that are proposed in the file already."""
    waiting = [theme for theme in themes if theme.state is Verdict.PROPOSED]
    if waiting:
        yield "#"
        yield "# 文件里已有、等待确认的主题（看过后把 state 改成 confirmed）："
    for theme in waiting:
        yield f"#   {theme.id}  {theme.name}（{len(theme.tasks)} 项：{'、'.join(theme.tasks)}）"
        yield f"#     理由：{theme.reason}"


def _new_theme(keys: Sequence[str], names: Mapping[str, str], used: set[str]) -> dict[str, str]:
    """An id from the first task's number and the heading that most tasks have, the latest of them."""
    counts = Counter(names[key] for key in keys)
    most = max(counts.values())
    name = next(names[key] for key in reversed(keys) if counts[names[key]] == most)
    numbered = [key for key in keys if ":" not in key] or [keys[0].partition(":")[0]]
    stem = f"line-{numbered[0]}"
    ids = [stem, *(f"{stem}-{n}" for n in range(2, len(used) + 3))]
    chosen = next(i for i in ids if i not in used)
    used.add(chosen)
    return {"id": f"{chosen}  {ID_HINT}", "name": _quoted(name), "description": '""'}


def _entry(
    fields: Mapping[str, str], keys: Sequence[str], names: Mapping[str, str], reason: str
) -> Iterator[str]:
    first, *rest = (f"{key}: {value}" for key, value in fields.items())
    yield f"  - {first}"
    yield from (f"    {line}" for line in rest)
    yield "    state: proposed"
    yield f"    reason: {_quoted(reason)}"
    yield "    tasks:"
    yield from (f"      - {_quoted(key)}  # {names[key]}" for key in keys)


def _extended(
    theme: Theme, keys: Sequence[str], names: Mapping[str, str], reason: str
) -> Iterator[str]:
    """The theme with the tasks that the program links with its own, to put in its place."""
    more = [key for key in keys if key not in theme.tasks]
    yield f"  # 扩充已有主题 {theme.id}（现为 {theme.state.value}）：换下原来的条目。"
    yield f"  # 新加：{'；'.join(f'{key} {names[key]}' for key in more)}"
    fields = {
        "id": theme.id,
        "name": _quoted(theme.name),
        "description": _quoted(theme.description),
    }
    yield from _entry(
        fields, sorted({*theme.tasks, *more}), names, f"{theme.reason.removesuffix('。')}；{reason}"
    )


def _reason(keys: Sequence[str], comparisons: Sequence[Comparison]) -> str:
    """What the program goes by: the scores of the links that make the line."""
    parts = [
        f"{comparison.old}→{comparison.new} {score:.2f}分（{BASES[comparison.alignment.basis]}）"
        for comparison in comparisons
        for a, b, score in comparison.alignment.pairs
        if a in keys and b in keys
    ]
    return f"程序推测：{'，'.join(parts)}"


def _weak(comparison: Comparison, names: Mapping[str, str]) -> Iterator[str]:
    """Links of the low band that no editor has decided."""
    basis = BASES[comparison.alignment.basis]
    weak = [k for k in comparison.alignment.links if k.band is Band.LOW and not k.confirmed]
    linked = {(a, b) for link in weak for a in link.old for b in link.new}
    for a, b, score in comparison.alignment.pairs:
        if (a, b) in linked:
            reason = _quoted(f"程序推测：{score:.2f}分，{basis}")
            yield f"  # {names[a]} → {names[b]}：confirmed 还是 rejected？"
            yield (
                f"  - {{old: {_quoted(a)}, new: {_quoted(b)}, verdict: proposed, reason: {reason}}}"
            )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
