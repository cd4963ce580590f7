"""What waits for an editor, in the form of `content/themes.yml`, with the site's own words.

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
from generator.model.comparison import Comparison, Lineage
from generator.model.content import Content
from generator.model.entries import NoticeEntry
from generator.model.themes import Theme, Verdict
from generator.vocabulary import Vocabulary


def proposals_text(
    content: Content,
    notices: Sequence[NoticeEntry],
    lineages: Sequence[Lineage],
    comparisons: Sequence[Comparison],
    words: Vocabulary,
) -> str:
    """Everything that waits for an editor."""
    names = headings(notices)
    pairs = {pair for ids in series_chains(content) for pair in pairwise(ids)}
    nearest = [c for c in comparisons if (c.old, c.new) in pairs]
    taken = {key for theme in content.themes for key in theme.tasks}
    lines = [[key for _, keys in lineage.tasks for key in keys] for lineage in lineages]
    used = {theme.id for theme in (*content.themes, *content.refused)}
    output = [f"# {words.say('proposals.for_editor')}"]
    output += _waiting(content.themes, words)
    proposed: list[str] = []
    for keys in lines:
        reason = _reason(keys, nearest, words)
        near = [theme for theme in content.themes if set(theme.tasks) & set(keys)]
        if not near:
            proposed += _entry(_new_theme(keys, names, used, words), keys, names, reason)
        elif not taken.issuperset(keys):
            for theme in near:
                proposed += _extended(theme, keys, names, reason, words)
    weak = [line for comparison in nearest for line in _weak(comparison, names, words)]
    for title, found in (("themes", proposed), ("decisions", weak)):
        output += ["", f"{title}:" if found else f"{title}: []", *found]
    return "\n".join(output) + "\n"


def _waiting(themes: Sequence[Theme], words: Vocabulary) -> Iterator[str]:
    """Themes that are proposed in the file already."""
    waiting = [theme for theme in themes if theme.state is Verdict.PROPOSED]
    if waiting:
        yield "#"
        yield f"# {words.say('proposals.waiting')}"
    for theme in waiting:
        tasks = words.say("marks.list").join(theme.tasks)
        count = len(theme.tasks)
        told = words.say("proposals.theme", name=theme.name, count=count, tasks=tasks)
        yield f"#   {theme.id}  {told}"
        yield f"#     {words.say('theme.reason', reason=theme.reason)}"


def _new_theme(
    keys: Sequence[str], names: Mapping[str, str], used: set[str], words: Vocabulary
) -> dict[str, str]:
    """An id from the first task's number and the heading that most tasks have, the latest of them."""
    counts = Counter(names[key] for key in keys)
    most = max(counts.values())
    name = next(names[key] for key in reversed(keys) if counts[names[key]] == most)
    numbered = [key for key in keys if ":" not in key] or [keys[0].partition(":")[0]]
    stem = f"line-{numbered[0]}"
    ids = [stem, *(f"{stem}-{n}" for n in range(2, len(used) + 3))]
    chosen = next(i for i in ids if i not in used)
    used.add(chosen)
    hint = words.say("proposals.id_hint")
    return {"id": f"{chosen}  # {hint}", "name": _quoted(name), "description": '""'}


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
    theme: Theme, keys: Sequence[str], names: Mapping[str, str], reason: str, words: Vocabulary
) -> Iterator[str]:
    """The theme with the tasks that the program links with its own, to put in its place."""
    more = [key for key in keys if key not in theme.tasks]
    then = words.say("marks.then")
    yield f"  # {words.say('proposals.extend', theme=theme.id, state=theme.state.value)}"
    tasks = then.join(f"{key} {names[key]}" for key in more)
    yield f"  # {words.say('proposals.more', tasks=tasks)}"
    fields = {
        "id": theme.id,
        "name": _quoted(theme.name),
        "description": _quoted(theme.description),
    }
    reasons = f"{theme.reason.removesuffix(words.say('marks.stop'))}{then}{reason}"
    yield from _entry(fields, sorted({*theme.tasks, *more}), names, reasons)


def _reason(keys: Sequence[str], comparisons: Sequence[Comparison], words: Vocabulary) -> str:
    """What the program goes by: the scores of the links that make the line."""
    bases = words.table("bases")
    parts = [
        words.say(
            "proposals.link",
            old=comparison.old,
            new=comparison.new,
            score=f"{score:.2f}",
            basis=bases[comparison.alignment.basis].text,
        )
        for comparison in comparisons
        for a, b, score in comparison.alignment.pairs
        if a in keys and b in keys
    ]
    return words.say("proposals.guessed", reasons=words.say("marks.comma").join(parts))


def _weak(comparison: Comparison, names: Mapping[str, str], words: Vocabulary) -> Iterator[str]:
    """Possible links, which no editor has decided."""
    basis = words.table("bases")[comparison.alignment.basis].text
    weak = [k for k in comparison.alignment.links if k.perhaps]
    linked = {(a, b) for link in weak for a in link.old for b in link.new}
    for a, b, score in comparison.alignment.pairs:
        if (a, b) in linked:
            rests_on = words.say("proposals.score", score=f"{score:.2f}", basis=basis)
            reason = _quoted(words.say("proposals.guessed", reasons=rests_on))
            yield f"  # {words.say('proposals.decide', old=names[a], new=names[b])}"
            yield (
                f"  - {{old: {_quoted(a)}, new: {_quoted(b)}, verdict: proposed, reason: {reason}}}"
            )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
