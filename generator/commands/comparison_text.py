"""Comparisons for the terminal, in the site's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from generator.model.agencies import Party, Role
from generator.model.comparison import (
    AgencyChange,
    Basis,
    Comparison,
    DiffGroup,
    DutyDiff,
    GroupKind,
    LinkDetail,
)
from generator.model.entries import NoticeEntry
from generator.vocabulary import Vocabulary

INDENT = "    "
MARKS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


def headings(notices: Iterable[NoticeEntry]) -> dict[str, str]:
    """The heading of every task, held or known, by its key."""
    return {task.key: task.heading or "" for notice in notices for task in notice.headed}


def comparison_text(
    comparison: Comparison, notices: Sequence[NoticeEntry], words: Vocabulary
) -> str:
    """The comparison in lines; changes are marked `[-gone-]` and `{+come+}`."""
    held = {notice.id for notice in notices if notice.held}
    years = {notice.id: notice.year for notice in notices}
    return "\n".join(_Text(words, headings(notices), held, years).lines(comparison)) + "\n"


@dataclass(frozen=True, slots=True)
class _Text:
    """Writes comparisons: `words` are the site's, `names` the tasks' headings, `held` the texts held.

    `years` are what notices are called.
    """

    words: Vocabulary
    names: Mapping[str, str]
    held: Set[str]
    years: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        return self.words.say(key, **values)

    def lines(self, comparison: Comparison) -> Iterator[str]:
        alignment = comparison.alignment
        facts = alignment.basis is Basis.FACTS
        by_headings = self.say("terminal.by_headings") if facts else ""
        old, new = self.years[comparison.old], self.years[comparison.new]
        yield f"{old} → {new}{by_headings}"
        for detail in comparison.details:
            yield ""
            yield from self._link(detail, comparison)
            if detail.agencies and facts:
                yield from self._seen(detail.agencies, comparison)
            elif detail.agencies:
                yield from self._agencies(detail.agencies, comparison)
            if detail.duties and not detail.duties.same:
                yield self._duties(detail.duties)
            for change in detail.figures:
                places = (change.old, change.new)
                old, new = (place.figure.text if place else "—" for place in places)
                line = self._change("diff.figure", old, new)
                if change.moved and change.new:
                    task = change.new.task
                    line += self.say("terminal.figure_moved", task=f"{task} {self.names[task]}")
                elif change.stays:
                    line += self.say("terminal.figure_stays")
                yield line
        added, dropped = self._alone(comparison)
        yield from self._tasks(added, alignment.surely_added)
        yield from self._tasks(dropped, alignment.surely_dropped)
        if alignment.maybe:
            yield ""
            if comparison.across:
                yield self.say("apart.maybe")
            else:
                yield self.say("terminal.maybe_facts") if facts else self.say("terminal.maybe")
            for a, b, score in alignment.maybe:
                one, other = f"{a} {self.names[a]}", f"{b} {self.names[b]}"
                pair = self.say("terminal.pair", one=one, other=other, score=f"{score:.2f}")
                yield f"  {pair}"

    def _alone(self, comparison: Comparison) -> tuple[str, str]:
        """What is said above the new tasks and the old ones that have no link."""
        if comparison.across:
            old, new = comparison.labels
            return self.say("apart.own", new=new), self.say("apart.others", old=old)
        if comparison.alignment.basis is Basis.FACTS:
            return self.say("compare.loose"), self.say("compare.loose")
        return self.say("compare.added"), self.say("compare.dropped")

    def _tasks(self, title: str, keys: Sequence[str]) -> Iterator[str]:
        if keys:
            yield ""
            yield title
            yield from (f"  {key} {self.names[key]}" for key in keys)

    def _change(self, key: str, old: str, new: str) -> str:
        return INDENT + self.say("terminal.change", what=self.say(key), old=old, new=new)

    def _link(self, detail: LinkDetail, comparison: Comparison) -> Iterator[str]:
        link, across = detail.link, comparison.across
        if across:
            kinds = "apart_perhaps" if link.perhaps else "apart_kinds"
            sure = self.say("apart.level", level=self.say(f"levels.{link.band.value}"))
        else:
            facts = comparison.alignment.basis is Basis.FACTS
            kinds = "perhaps_kinds" if link.perhaps else "link_kinds"
            sure = self.say(f"{'bands_facts' if facts else 'bands'}.{link.band.value}")
        if link.confirmed:
            sure = self.say("verdicts.confirmed")
        kind, score = self.say(f"{kinds}.{link.kind.value}"), f"{link.score:.2f}"
        yield self.say("terminal.link", kind=kind, sure=sure, score=score)
        yield from (f"  - {key} {self.names[key]}" for key in link.old)
        yield from (f"  + {key} {self.names[key]}" for key in link.new)
        groups = detail.groups
        if groups is not None and all(group.kind is GroupKind.EQUAL for group in groups):
            yield INDENT + self.say("terminal.same_text")
            return
        yield from (INDENT + self._mark(group) + _runs(group) for group in groups or ())

    def _mark(self, group: DiffGroup) -> str:
        if group.kind is GroupKind.MOVED:
            return self.say("terminal.moved") + " "
        if group.kind is GroupKind.REWRITTEN:
            return self.say("diff.rewritten") + " "
        return self.say("terminal.format_only") + " " if group.format_only else ""

    def _duties(self, duties: DutyDiff) -> str:
        if not duties.worded:
            sides = ("".join(clause.text for clause in side) for side in (duties.old, duties.new))
            old, new = (side or self.say("diff.unwritten") for side in sides)
            return self._change("diff.duties", old, new)
        marked = "".join(MARKS[run.op].format(run.text) for run in duties.runs)
        return INDENT + self.say("terminal.listed", title=self.say("diff.duties"), names=marked)

    def _agencies(self, change: AgencyChange, comparison: Comparison) -> Iterator[str]:
        """Who joined, left, has a new name or another role, and stands first; nothing where all stayed."""
        old_open, new_open = change.lists_open
        if change.joined:
            note = self.say("diff.joined_open", year=self.years[comparison.old]) if old_open else ""
            yield self._named(self.say("diff.joined"), change.joined, "joined_as", note)
        if change.left:
            note = self.say("diff.left_open", year=self.years[comparison.new]) if new_open else ""
            yield self._named(self.say("diff.left"), change.left, "left_as", note)
        for (old_role, new_role), pairs in change.by_roles.items():
            names = self.say("marks.list").join(
                old.printed if old.agency == new.agency else f"{old.printed}→{new.printed}"
                for old, new in pairs
            )
            told = self.say(
                "diff.role", names=names, old=self._role(old_role), new=self._role(new_role)
            )
            yield INDENT + self.say("terminal.listed", title=self.say("diff.roles"), names=told)
        for before, after in change.renamed:
            yield self._change("diff.renamed", before.printed, after.printed)
        if change.first_told:
            none = self.say("diff.none")
            old, new = (party.printed if party else none for party in change.first_told)
            yield self._change("diff.first", old, new)
        for _, after in change.implied:
            yield INDENT + self.say("terminal.implied", agency=after.printed)
        if change.open:
            is_open, closed = self.say("diff.open"), self.say("diff.closed")
            old, new = (is_open if side else closed for side in change.open)
            yield self._change("diff.list", old, new)
        if change.deadline:
            unwritten = self.say("diff.unwritten")
            old, new = (deadline or unwritten for deadline in change.deadline)
            yield self._change("diff.deadline", old, new)

    def _seen(self, change: AgencyChange, comparison: Comparison) -> Iterator[str]:
        """Where a list may be known in part nobody joins or leaves: only who was seen in which year."""
        both = (*change.kept, *(after for _, after in change.renamed))
        if both:
            yield self._listed(self.say("diff.in_both"), both)
        for here, other, parties in (
            (comparison.old, comparison.new, change.left),
            (comparison.new, comparison.old, change.joined),
        ):
            if parties:
                doubt = self.say("terminal.may_be_partial", year=self.years[other])
                doubted = other not in self.held and change.partial
                title = self.say("diff.only_in", year=self.years[here])
                yield self._listed(title, parties) + (doubt if doubted else "")

    def _role(self, role: Role) -> str:
        return self.say(f"roles.{role.value}")

    def _named(self, title: str, parties: Sequence[Party], as_what: str, note: str) -> str:
        """Who joined or left, as what where the text says that one leads or helps."""
        names = self.say("marks.list").join(
            self.say(f"diff.{as_what}", agency=party.printed, role=self._role(party.role))
            if party.role in (Role.LEAD, Role.SUPPORT)
            else party.printed
            for party in parties
        )
        told = self.say("terminal.listed", title=title, names=names)
        return INDENT + (self.say("terminal.noted", text=told, note=note) if note else told)

    def _listed(self, title: str, parties: Sequence[Party]) -> str:
        names = self.say("marks.list").join(party.printed for party in parties)
        return INDENT + self.say("terminal.listed", title=title, names=names)


def _runs(group: DiffGroup) -> str:
    return "".join(MARKS[run.op].format(run.text) for run in group.runs)
