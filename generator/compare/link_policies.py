"""The parameters by which links between tasks are chosen: one policy for texts, one for headings.

All likenesses run from 0 to 1. The values were tuned on variants of the 2020 tasks with known edits
(the first table set, seeds that `make eval` does not report) and, those of TEXT, also on the second
table set and on the written corpus `valley`; those of FACTS on the first set with headings alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.comparison import Band, Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How scores of pairs of tasks become links; a parameter that is None has no say.

    `weights` weigh the parts of a score. With TEXT these are the cosines of texts and of headings and
    the overlap of agencies; with FACTS the cosine of headings, the share of a heading that stands in
    the other side's text, and the overlap of agencies.

    `threshold` and `maybe` are of the evidence for a pair, which weighs its score by the words that the
    two tasks share (`shared_words`) and by its place among the others (`task_order`).

    A best pair is a link from `threshold` on: raising it trades recall for precision. From `maybe` on
    it is perhaps one, where one of its tasks has no link.

    `bands` are the least values of the bands above LOW, with TEXT of a link's `certainty`, with FACTS of
    its evidence; `perhaps` are those of which some 90 % or less of the links were right when they were
    measured: their links are called possible ones. Most links that a task makes whose true partner is
    not there (`make eval`, knock-out) are in LOW as well: MEDIUM begins where they are fewer than 1 % of
    such tasks. Raising `threshold` until no more are linked at all loses far more true links.

    `hub` is how much of the mean likeness to the three nearest tasks is taken off before best pairs
    are chosen (hubness correction): a task full of common phrases is near to all and kin to none.

    `beside` is the least share of either task's best score that a further link of it must have;
    raising it lets fewer splits and merges through. A weaker pair is kept if of the shorter text's
    character bigrams at least the share `taken_up` stands in the other text: a short task that a long
    one absorbed scores low beside that one's main predecessor.

    `more` is the least score (without agencies) at which a held task may choose among headings: its
    best is the best of the known ones only, while its true partner may be unknown.
    """

    basis: Basis
    weights: tuple[float, float, float]
    hub: float | None
    threshold: float
    more: float | None
    maybe: float
    bands: tuple[tuple[float, Band], ...]
    perhaps: frozenset[Band]
    beside: float
    taken_up: float | None

    def band(self, score: float) -> Band:
        """The band of a link with this score."""
        return next((band for least, band in self.bands if score >= least), Band.LOW)


TEXT = Policy(
    basis=Basis.TEXT,
    weights=(0.8, 0.1, 0.1),
    hub=0.5,
    threshold=0.047,
    more=None,
    maybe=0.025,
    bands=((0.03, Band.HIGH), (0.012, Band.MEDIUM)),
    perhaps=frozenset({Band.LOW}),
    beside=0.40,
    taken_up=0.35,
)
FACTS = Policy(
    basis=Basis.FACTS,
    weights=(0.4, 0.4, 0.2),
    hub=None,
    threshold=0.32,
    more=0.40,
    maybe=0.28,
    bands=((0.55, Band.HIGH), (0.45, Band.MEDIUM)),
    # Where of both years only some headings are known, a task's true partner may not be among them.
    perhaps=frozenset({Band.MEDIUM, Band.LOW}),
    # Where headings are the same or nearly so, one that is only somewhat alike is another task.
    beside=0.80,
    taken_up=None,
)
POLICIES = {policy.basis: policy for policy in (TEXT, FACTS)}
