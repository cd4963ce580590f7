"""Task alignment: which scores become links, what editors say of them, and what holds of any notices."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.compare import shared_words, tasks
from generator.compare.tasks import align_notices
from generator.model.comparison import Alignment, Band, Basis, LinkKind, TaskProfile

SURE = 0.1
"""How sure a pair is whose scores are given, as a part of its evidence."""
MonkeyPatch = pytest.MonkeyPatch
Rows = Sequence[Sequence[float]]


def profile(key: str, heading: str = "", body: str = "", *, full: bool = True) -> TaskProfile:
    return TaskProfile(id=key, heading=heading, body=body, agencies=frozenset(), full=full)


def side(letter: str, number: int, **fields: str) -> list[TaskProfile]:
    return [profile(f"{letter}{n}", **fields) for n in range(number)]


def aligned(monkeypatch: MonkeyPatch, rows: Rows, **said: object) -> Alignment:
    """Tasks a0, a1, … and b0, b1, … of which these are the scores, and the evidence as well."""
    scores = np.array(rows)
    monkeypatch.setattr(tasks, "text_scores", lambda *_: scores)
    monkeypatch.setattr(tasks, "evidence", lambda scores, *_: scores)
    monkeypatch.setattr(tasks, "certainty", lambda grounds, *_: grounds * SURE)
    return align_notices(side("a", len(rows)), side("b", len(rows[0])), **said)  # type: ignore[arg-type]


def pairs(alignment: Alignment) -> list[str]:
    return [f"{a} {b}" for a, b, _ in alignment.pairs]


@pytest.mark.parametrize(
    ("rows", "linked", "maybe"),
    [
        ([[0.047]], ["a0 b0"], []),
        ([[0.046]], [], ["a0 b0"]),
        ([[0.025]], [], ["a0 b0"]),
        ([[0.024]], [], []),
        ([[0.9, 0.01], [0.01, 0.9]], ["a0 b0", "a1 b1"], []),
        ([[0.01, 0.9], [0.9, 0.01]], ["a0 b1", "a1 b0"], []),
        # A split and a merge: the weaker part has at least 0.40 of the best.
        ([[1.0, 0.4]], ["a0 b0", "a0 b1"], []),
        ([[1.0, 0.399]], ["a0 b0"], ["a0 b1"]),
        ([[1.0, 0.025]], ["a0 b0"], ["a0 b1"]),
        ([[1.0, 0.024]], ["a0 b0"], []),
        ([[1.0], [0.4]], ["a0 b0", "a1 b0"], []),
        ([[1.0], [0.399]], ["a0 b0"], ["a1 b0"]),
        # Two that are linked are not perhaps related as well.
        ([[1.0, 0.3], [0.0, 1.0], [0.3, 0.0]], ["a0 b0", "a1 b1"], ["a2 b0"]),
        # Of equal ones the first.
        ([[0.5, 0.5, 0.0], [0.0, 0.0, 0.5]], ["a0 b0", "a0 b1", "a1 b2"], []),
        ([[0.5, 0.5], [0.5, 0.5]], ["a0 b0", "a0 b1", "a1 b0"], []),
    ],
)
def test_which_scores_are_links(
    rows: Rows, linked: list[str], maybe: list[str], monkeypatch: MonkeyPatch
) -> None:
    """Each task's best, from the threshold on, unless either has one that is far better."""
    found = aligned(monkeypatch, rows)
    assert pairs(found) == linked
    assert [f"{a} {b}" for a, b, _ in found.maybe] == maybe


def test_a_hub_is_held_back(monkeypatch: MonkeyPatch) -> None:
    """A task that is like all others is nobody's best where another is nearly as like."""
    rows = [[0.5, 0.45, 0.0, 0.0], [0.5, 0.0, 0.45, 0.0], [0.5, 0.0, 0.0, 0.45]]
    assert pairs(aligned(monkeypatch, rows)) == ["a0 b0", "a0 b1", "a1 b2", "a2 b3"]
    # The mean is over the three nearest of either side: here 0.5 and a half, and a fourth counts not.
    rows = [[0.6, 0.5, 0, 0], [0.6, 0, 0.3, 0], [0.6, 0, 0, 0.1], [0.6, 0, 0, 0.7]]
    assert pairs(aligned(monkeypatch, rows)) == ["a0 b1", "a1 b0", "a1 b2", "a2 b0", "a3 b3"]


def test_what_is_taken_up_goes_on(monkeypatch: MonkeyPatch) -> None:
    """A weak pair beside a strong one is a link where most of the shorter text is in the other."""
    long, short = "修建灯塔管护码头清理礁石种植水稻养殖鱼虾贝藻晾晒渔网", "修建灯塔"
    for body, linked in (
        (short, True),
        ("修建花园", False),
        ("修建灯会园", True),  # two of four bigrams
        ("修建灯会园地上", False),  # two of six
        ("", False),
        ("修建灯塔管护码头一二三四五六七八九十子丑寅", True),  # seven of twenty
        ("修建灯塔管护码一二三四五六七八九十子丑寅卯", False),  # six of twenty
    ):
        monkeypatch.setattr(tasks, "text_scores", lambda *_: np.array([[0.9, 0.25]]))
        monkeypatch.setattr(tasks, "evidence", lambda scores, *_: scores)
        old = [profile("a0", body=long)]
        new = [profile("b0", body=long), profile("b1", body=body)]
        assert ("a0 b1" in pairs(align_notices(old, new))) is linked, body


@pytest.mark.parametrize(
    ("rows", "kind", "score", "band"),
    [
        ([[0.301]], LinkKind.KEPT, 0.301, Band.HIGH),
        ([[0.2999]], LinkKind.KEPT, 0.2999, Band.MEDIUM),
        ([[0.1199]], LinkKind.KEPT, 0.1199, Band.LOW),
        ([[0.31, 0.5]], LinkKind.SPLIT, 0.5, Band.HIGH),
        ([[0.29, 0.5]], LinkKind.SPLIT, 0.5, Band.MEDIUM),
        ([[0.31], [0.5]], LinkKind.MERGED, 0.5, Band.HIGH),
        ([[0.11], [0.2]], LinkKind.MERGED, 0.2, Band.LOW),
        ([[0.5, 0.4], [0.4, 0.1]], LinkKind.REGROUPED, 0.5, Band.HIGH),
        ([[0.12345678]], LinkKind.KEPT, 0.123457, Band.MEDIUM),
    ],
)
def test_links_are_what_hangs_together(
    rows: Rows, kind: LinkKind, score: float, band: Band, monkeypatch: MonkeyPatch
) -> None:
    """One link, its kind by its numbers of tasks, its score the best pair's; as sure as its least sure task."""
    found = aligned(monkeypatch, rows)
    (link,) = found.links
    assert (link.kind, link.score, link.band) == (kind, score, band)
    assert (len(link.old), len(link.new)) == (len(rows), len(rows[0]))
    assert (link.confirmed, link.reason, found.confirmed) == (False, "", frozenset())
    assert (found.added, found.dropped, found.basis) == ((), (), Basis.TEXT)
    assert max(s for _, _, s in found.pairs) == score


def test_order_of_links_and_tasks(monkeypatch: MonkeyPatch) -> None:
    """Links in the old notice's order, tasks without one in their own, pairs by row and column."""
    rows = [[0, 0, 0.9, 0, 0], [0, 0, 0, 0, 0], [0.9, 0, 0, 0.9, 0], [0, 0, 0, 0, 0]]
    found = aligned(monkeypatch, rows)
    assert [(link.old, link.new) for link in found.links] == [
        (("a0",), ("b2",)),
        (("a2",), ("b0", "b3")),
    ]
    assert (found.added, found.dropped) == (("b1", "b4"), ("a1", "a3"))
    assert pairs(found) == ["a0 b2", "a2 b0", "a2 b3"]


def test_a_notice_beside_itself() -> None:
    """The same id on both sides is two tasks."""
    same = align_notices([profile("x", "修灯塔")], [profile("x", "修灯塔")])
    assert [(link.old, link.new) for link in same.links] == [(("x",), ("x",))]


def test_what_is_possible_is_neither_new_nor_gone(monkeypatch: MonkeyPatch) -> None:
    """A task with a pair just below the line has no link, but is not surely new or gone."""
    found = aligned(monkeypatch, [[0.04], [0.0]])
    assert (found.links, found.added, found.dropped) == ((), ("b0",), ("a0", "a1"))
    assert (found.surely_added, found.surely_dropped) == ((), ("a1",))
    assert [(a, b) for a, b, _ in found.maybe] == [("a0", "b0")]


@pytest.mark.parametrize(("score", "perhaps"), [(0.1199, True), (0.121, False), (0.5, False)])
def test_a_doubtful_band_is_a_possible_link(
    score: float, perhaps: bool, monkeypatch: MonkeyPatch
) -> None:
    """Links of the low band are possible ones, unless an editor confirmed them."""
    (link,) = aligned(monkeypatch, [[score]]).links
    assert link.perhaps is perhaps
    (link,) = aligned(monkeypatch, [[score]], confirmed=[("a0", "b0", "甲")]).links
    assert not link.perhaps
    # Of a merge, what an editor says of one part does not make the other sure.
    (merge,) = aligned(monkeypatch, [[0.5], [0.21]], confirmed=[("a0", "b0", "甲")]).links
    assert merge.band is Band.MEDIUM


def test_editors_have_the_last_word(monkeypatch: MonkeyPatch) -> None:
    """Confirmed pairs are links however unlike, rejected ones are neither links nor perhaps related."""
    rows = [[0.9, 0.0], [0.0, 0.04]]
    said = {"confirmed": [("a0", "b1", "甲"), ("a9", "b9", "无")], "rejected": {("a0", "b0")}}
    found = aligned(monkeypatch, rows, **said)
    assert pairs(found) == ["a0 b1"] and found.confirmed == {("a0", "b1")}
    assert [(k.confirmed, k.reason, k.score) for k in found.links] == [(True, "甲", 0.0)]
    assert [(a, b) for a, b, _ in found.maybe] == [("a1", "b1")]
    assert aligned(monkeypatch, rows, rejected={("a1", "b1")}).maybe == ()
    assert aligned(monkeypatch, rows, confirmed=[("a1", "b1", "乙")]).maybe == ()
    both = aligned(monkeypatch, rows, confirmed=[("a1", "b1", "甲")], rejected={("a1", "b1")})
    assert pairs(both) == ["a0 b0", "a1 b1"]


def test_a_link_is_confirmed_when_all_of_it_is(monkeypatch: MonkeyPatch) -> None:
    """Reasons stand once each; a link of which one pair is not confirmed is not."""
    rows = [[0.9, 0.8, 0.7]]
    some = [("a0", "b0", "甲"), ("a0", "b1", "甲")]
    (link,) = aligned(monkeypatch, rows, confirmed=some[:1]).links
    assert (link.confirmed, link.reason) == (False, "甲")
    (link,) = aligned(monkeypatch, rows, confirmed=[*some, ("a0", "b2", "乙")]).links
    assert (link.confirmed, link.reason) == (True, "甲；乙")


def test_a_theme_links_the_most_alike(monkeypatch: MonkeyPatch) -> None:
    """A task of a confirmed theme that has no link in it gets its best one there, and only that."""
    rows = [[0.9, 0.02, 0.05, 0.0], [0.0, 0.03, 0.04, 0.0], [0.0, 0.0, 0.0, 0.5]]
    theme = ({"a0", "a1", "b0", "b1", "b2"}, "一事")
    found = aligned(monkeypatch, rows, together=[theme])
    assert pairs(found) == ["a0 b0", "a0 b2", "a1 b1", "a1 b2", "a2 b3"]
    assert found.confirmed == {("a0", "b0"), ("a0", "b2"), ("a1", "b1"), ("a1", "b2")}
    assert {k.reason for k in found.links} == {"一事", ""}
    kept = aligned(monkeypatch, rows, together=[theme], rejected={("a0", "b2")})
    assert pairs(kept) == ["a0 b0", "a1 b1", "a1 b2", "a2 b3"]
    first = aligned(monkeypatch, rows, together=[theme], confirmed=[("a0", "b0", "先说")])
    assert {k.reason for k in first.links} == {"先说；一事", ""}


def test_a_theme_within_itself(monkeypatch: MonkeyPatch) -> None:
    """Two tasks alone are a theme; links outside it count not, and one inside is enough for a task."""
    rows = [[0.9, 0.0], [0.0, 0.9]]
    found = aligned(monkeypatch, rows, together=[({"a0", "b0"}, "事")])
    assert found.confirmed == {("a0", "b0")}
    found = aligned(monkeypatch, rows, together=[({"a0", "b1"}, "事")])
    assert pairs(found) == ["a0 b0", "a0 b1", "a1 b1"]
    crossed = [("a0", "b1", "编者"), ("a1", "b0", "编者")]
    rows = [[0.04, 0.0], [0.0, 0.04]]
    theme = ({"a0", "a1", "b0", "b1"}, "事")
    assert pairs(aligned(monkeypatch, rows, confirmed=crossed, together=[theme])) == [
        "a0 b1",
        "a1 b0",
    ]


def test_the_score_is_that_of_linked_pairs(monkeypatch: MonkeyPatch) -> None:
    """A rejected pair between two tasks of one link has no say in its score, nor in what is confirmed."""
    rows = [[0.9, 0.5], [0.5, 0.5]]
    said = [("a0", "b1", "甲"), ("a1", "b0", "甲"), ("a1", "b1", "甲")]
    (link,) = aligned(monkeypatch, rows, rejected={("a0", "b0")}, confirmed=said).links
    assert (link.kind, link.score, link.confirmed) == (LinkKind.REGROUPED, 0.5, True)


def test_pairs_come_in_the_notices_order(monkeypatch: MonkeyPatch) -> None:
    """And not in that of their ids."""
    monkeypatch.setattr(tasks, "text_scores", lambda *_: np.array([[0.9, 0.0], [0.0, 0.9]]))
    monkeypatch.setattr(tasks, "evidence", lambda scores, *_: scores)
    found = align_notices([profile("z"), profile("a")], [profile("y"), profile("b")])
    assert pairs(found) == ["z y", "a b"]


def test_hubness_is_the_mean_of_three() -> None:
    """Of the three largest scores of a row, or of all where there are fewer."""
    assert tasks._nearest_mean(np.array([[0.1, 0.2, 0.9, 0.4]])).tolist() == [pytest.approx(0.5)]
    assert tasks._nearest_mean(np.array([[0.2, 0.4]])).tolist() == [pytest.approx(0.3)]


def test_equal_scores_in_a_theme(monkeypatch: MonkeyPatch) -> None:
    """Of pairs that score the same, the first by id, whatever order they come in."""
    found = aligned(monkeypatch, [[0.0, 0.0]], together=[({"a0", "b0", "b1"}, "一事")])
    assert pairs(found) == ["a0 b0", "a0 b1"]
    found = aligned(monkeypatch, [[0.0, 0.0], [0, 0]], together=[({"a0", "a1", "b0", "b1"}, "事")])
    assert pairs(found) == ["a0 b0", "a0 b1", "a1 b0"]


def test_headings_alone_ask_for_more(monkeypatch: MonkeyPatch) -> None:
    """A held task chooses among headings from 0.40 on; what is weak beside is perhaps related."""

    def of(rows: Rows, bare: Rows, old_held: bool = True, new_held: bool = False) -> Alignment:
        monkeypatch.setattr(
            tasks,
            "facts_scores",
            lambda *_, with_agencies=True: np.array(rows if with_agencies else bare),
        )
        monkeypatch.setattr(tasks, "heading_evidence", lambda scores, *_: scores)
        old = [profile(f"a{n}", "甲", full=old_held) for n in range(len(rows))]
        new = [profile(f"b{n}", "甲", full=new_held) for n in range(len(rows[0]))]
        return align_notices(old, new)

    assert of([[0.32]], [[0.0]]).basis is Basis.FACTS
    assert pairs(of([[0.32]], [[0.0]])) == ["a0 b0"]
    assert pairs(of([[0.319]], [[0.0]])) == []
    assert [p[2] for p in of([[0.28]], [[0.0]]).maybe] == [0.28]
    assert of([[0.279]], [[0.0]]).maybe == ()
    # b1's best is a0; a0's is b0, and a1, which is held, has a say only from 0.40 on.
    rows = [[0.9, 0.5], [0.38, 0.0]]
    assert pairs(of(rows, [[0.9, 0.5], [0.40, 0.0]])) == ["a0 b0"]
    assert [p[:2] for p in of(rows, [[0.9, 0.5], [0.40, 0.0]]).maybe] == [
        ("a0", "b1"),
        ("a1", "b0"),
    ]
    assert [p[:2] for p in of(rows, [[0.9, 0.5], [0.39, 0.0]]).maybe] == [("a0", "b1")]
    turned = [[0.9, 0.38], [0.5, 0.0]]
    even = of(turned, [[0.9, 0.40], [0.5, 0.0]], old_held=False, new_held=True)
    assert [p[:2] for p in even.maybe] == [("a0", "b1"), ("a1", "b0")]
    weak = of(turned, [[0.9, 0.39], [0.5, 0.0]], old_held=False, new_held=True)
    assert [p[:2] for p in weak.maybe] == [("a1", "b0")]
    # Beside a better one, 0.80 of it is asked.
    assert pairs(of([[1.0], [0.8]], [[1.0], [0.8]])) == ["a0 b0", "a1 b0"]
    assert pairs(of([[1.0], [0.799]], [[1.0], [0.799]])) == ["a0 b0"]


def test_notices_without_tasks() -> None:
    """Of nothing, nothing."""
    some = side("b", 2, heading="修灯塔")
    assert align_notices([], some).added == ("b0", "b1")
    assert align_notices(some, []).dropped == ("b0", "b1")
    assert align_notices([], []).links == ()


SOME = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
TEXTS = st.text(alphabet="渡船灯塔云仓岛民修建管护", max_size=14)
PROFILES = st.lists(
    st.tuples(TEXTS, TEXTS, st.frozensets(st.sampled_from("甲乙丙"), max_size=2)), max_size=5
)


@st.composite
def notice_pairs(draw: st.DrawFn) -> tuple[list[TaskProfile], list[TaskProfile]]:
    """Two notices, of either of which perhaps only headings are known."""
    made = []
    for letter in "ab":
        full = draw(st.booleans())
        made.append(
            [
                TaskProfile(
                    id=f"{letter}{n}",
                    heading=heading,
                    body=body if full else "",
                    agencies=agencies,
                    full=full,
                )
                for n, (heading, body, agencies) in enumerate(draw(PROFILES))
            ]
        )
    return made[0], made[1]


@given(notice_pairs(), st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=3))
@SOME
def test_every_task_is_somewhere_once(
    notices: tuple[list[TaskProfile], list[TaskProfile]], rejected: set[tuple[int, int]]
) -> None:
    """Each task is in exactly one of links, added and dropped, and no rejected pair is linked."""
    old, new = notices
    refused = {(f"a{i}", f"b{j}") for i, j in rejected}
    found = align_notices(old, new, rejected=refused)
    used = [t for link in found.links for t in (*link.old, *link.new)]
    assert sorted([*used, *found.added, *found.dropped]) == sorted(t.id for t in (*old, *new))
    assert all(t.startswith("b") for t in found.added)
    linked = {(a, b) for a, b, _ in found.pairs}
    assert not linked & refused and not linked & {(a, b) for a, b, _ in found.maybe}
    assert all(link.old and link.new for link in found.links)


def assume_no_ties(old: list[TaskProfile], new: list[TaskProfile]) -> None:
    """Of pairs that score the same the first is taken: then the order of tasks does matter."""
    held = all(task.full for task in (*old, *new))
    scores = (tasks.text_scores if held else tasks.facts_scores)(old, new)
    all_scores = [score for score in scores.ravel().tolist() if score > 0.05]
    assume(len(all_scores) == len(set(all_scores)))


@given(notice_pairs(), st.randoms(use_true_random=False))
@SOME
def test_order_matters_by_place_alone(
    notices: tuple[list[TaskProfile], list[TaskProfile]], chance: Random
) -> None:
    """In whatever order tasks come, but for their places: the same links, with the same scores."""
    assume_no_ties(*notices)
    mixed = [chance.sample(side, len(side)) for side in notices]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_words, "PLACE", 0)
        before, after = align_notices(*notices), align_notices(*mixed)
    assert sorted(after.pairs) == sorted(before.pairs)
    assert sorted(after.maybe) == sorted(before.maybe)
    assert {(frozenset(k.old), frozenset(k.new), k.score, k.band) for k in after.links} == {
        (frozenset(k.old), frozenset(k.new), k.score, k.band) for k in before.links
    }


@given(notice_pairs())
@SOME
def test_turned_sides_mirror(notices: tuple[list[TaskProfile], list[TaskProfile]]) -> None:
    """New compared with old gives the same links turned, a split for a merge."""
    assume_no_ties(*notices)
    old, new = notices
    one, other = align_notices(old, new), align_notices(new, old)
    assert (one.basis, one.added, one.dropped) == (other.basis, other.dropped, other.added)
    assert sorted(one.pairs) == sorted((a, b, s) for b, a, s in other.pairs)
    assert sorted(one.maybe) == sorted((a, b, s) for b, a, s in other.maybe)
    turned = {LinkKind.SPLIT: LinkKind.MERGED, LinkKind.MERGED: LinkKind.SPLIT}
    assert {(k.old, k.new, k.kind) for k in one.links} == {
        (k.new, k.old, turned.get(k.kind, k.kind)) for k in other.links
    }
