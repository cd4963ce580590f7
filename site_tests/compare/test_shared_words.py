"""Votes of shared words: whose words two tasks share, and how that weighs a score."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare import shared_words
from generator.compare.shared_words import (
    OWN,
    PLACE,
    UNREPEATED,
    evidence,
    heading_evidence,
    own_shares,
    rareness,
    repetition,
    vote_shares,
)
from generator.model.comparison import TaskProfile


def task(key: str, body: str, *agencies: str) -> TaskProfile:
    return TaskProfile(id=key, heading="", body=body, agencies=frozenset(agencies), full=True)


def shares(old: list[TaskProfile], new: list[TaskProfile]) -> tuple[list[object], list[object]]:
    of_old, of_new = vote_shares(old, new)
    return np.round(of_old, 3).tolist(), np.round(of_new, 3).tolist()


def test_a_word_that_only_two_have_is_theirs() -> None:
    """All that a task shares stands in one other: it has the whole share on both sides."""
    old = [task("a0", "灯塔"), task("a1", "粮仓")]
    new = [task("b0", "粮仓"), task("b1", "灯塔")]
    assert shares(old, new) == ([[0, 1], [1, 0]], [[0, 1], [1, 0]])


def test_a_word_of_many_is_divided() -> None:
    """Each pair of tasks that has it gets its part: here 灯塔 is of one old and two new tasks."""
    of_old, of_new = shares(
        [task("a0", "灯塔，粮仓")], [task("b0", "灯塔"), task("b1", "灯塔，粮仓")]
    )
    assert of_old == [[0.25, 0.75]]
    assert of_new == [[1, 1]]


def test_a_merge_has_one_large_share() -> None:
    """Of three old tasks in one new, each has all of its own votes there, and a third of the new one's."""
    old = [task("a0", "灯塔"), task("a1", "粮仓"), task("a2", "码头")]
    of_old, of_new = shares(old, [task("b0", "灯塔，粮仓，码头")])
    assert of_old == [[1], [1], [1]]
    assert of_new == [[0.333], [0.333], [0.333]]


def test_bodies_vote_twice() -> None:
    """A body that both name has two votes, one that every task names hardly any for each."""
    of_old, _ = shares([task("a0", "灯塔", "m")], [task("b0", "灯塔"), task("b1", "", "m")])
    assert of_old == [[0.333, 0.667]]


@pytest.mark.parametrize("text", ["", "完善相关制度"])
def test_without_a_vote(text: str) -> None:
    """Texts that name nothing have no share; a notice without tasks gives an empty matrix."""
    assert shares([task("a0", text)], [task("b0", text)]) == ([[0]], [[0]])
    assert vote_shares([], [task("b0", "灯塔")])[0].shape == (0, 1)


def test_evidence_weighs_the_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """The score to the power of 5/4 times the larger share; from 0.5 on the score itself."""
    monkeypatch.setattr(shared_words, "PLACE", 0)
    old = [task("a0", "灯塔"), task("a1", "粮仓"), task("a2", "码头")]
    new = [task("b0", "灯塔，粮仓，码头")]
    found = evidence(np.array([[0.2], [0.49], [0.5]]), old, new)
    assert found.ravel().tolist() == pytest.approx([0.2**1.25, 0.49**1.25, 0.5], abs=1e-6)
    assert evidence(np.array([[0.49]]), [task("a", "完善")], [task("b", "完善")]).item() == 0


def test_a_sibling_has_no_words_of_its_own() -> None:
    """What a pair shares and a better partner has as well is not its own; without a better one all is."""
    old = [task("a0", "灯塔看护"), task("a1", "灯塔看护，码头")]
    new = [task("b0", "灯塔看护，粮仓"), task("b1", "码头")]
    # a0 and b0 share three pairs of characters that a1 has too, and a1 is liker to b0.
    assert own_shares(np.array([[0.3, 0], [0.4, 0.2]]), old, new).tolist() == [[0, 0], [1, 1]]
    assert own_shares(np.array([[0.4, 0], [0.3, 0.2]]), old, new).tolist() == [[1, 0], [0, 1]]
    weak = evidence(np.array([[0.3, 0], [0.4, 0.2]]), old, new)
    assert weak[0, 0] == 0 and weak[1, 0] > 0.2


def test_a_merge_has_words_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a better partner, what the pair alone shares counts: in full from OWN on, else in part."""
    old = [task("a0", "灯塔看护，粮仓"), task("a1", "粮仓修造加固")]
    new = [task("b0", "灯塔看护，粮仓修造加固")]
    scores = np.array([[0.3], [0.4]])
    assert own_shares(scores, old, new).tolist() == [[0.75], [1]]
    assert own_shares(np.array([[0.4], [0.3]]), old, new).tolist() == [[1], [0.8]]
    half = [task("a0", "灯塔，粮仓"), task("a1", "粮仓修造加固")]
    assert own_shares(scores, half, new).tolist() == [[0.5], [1]]
    monkeypatch.setattr(shared_words, "PLACE", 0)
    monkeypatch.setattr(shared_words, "rareness", lambda scores, *_: np.ones_like(scores))
    of_half, of_old = evidence(scores, half, new), evidence(scores, old, new)
    # All of a task's votes stand in the one new task: its larger share is 1.
    assert of_half[0, 0] == pytest.approx(0.3**1.25 * 0.5 / OWN, abs=1e-6)
    assert of_old[0, 0] == pytest.approx(0.3**1.25, abs=1e-6)
    assert of_old[1, 0] == pytest.approx(0.4**1.25, abs=1e-6)


def test_words_of_many_tasks_are_less_rare() -> None:
    """A shared word that one more task has counts 1 over the square root of 2; without one there is 0."""
    old = [task("a0", "灯塔，粮仓"), task("a1", "灯塔")]
    new = [task("b0", "灯塔，粮仓"), task("b1", "盐田")]
    scores = np.zeros((2, 2))
    # 灯塔 is of two pairs of tasks, 粮仓 of one.
    rare = rareness(scores, old, new)
    assert rare.ravel().tolist() == pytest.approx([(1 + 0.5**0.5) / 2, 0, 0.5**0.5, 0], abs=1e-4)


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        # What neither says twice has no say.
        ("灯塔，粮仓", "灯塔，盐田", 1),
        ("灯塔，修灯塔，粮仓", "灯塔，盐田", 1),
        ("灯塔，粮仓", "灯塔，盐田，晒盐田", UNREPEATED),
        ("粮仓，修粮仓，灯塔", "灯塔，盐田，晒盐田", UNREPEATED**2),
        ("粮仓，修粮仓，盐田，灯塔", "灯塔，盐田，晒盐田", 1),
    ],
)
def test_what_a_task_says_twice_is_what_it_is_about(old: str, new: str, left: float) -> None:
    """None of it in the other task takes evidence away, once for each side that says anything twice."""
    for sides in ((old, new), (new, old)):
        olds, news = ([task("x", text)] for text in sides)
        assert repetition(np.zeros((1, 1)), olds, news).item() == pytest.approx(left)


def test_a_neighbour_of_one_theme_is_no_partner() -> None:
    """A place and an inn that two tasks name in passing do not make one of them the other's next year."""
    old = [task("a0", "培育冬季旅游：在雾谷村开辟雪橇道，支持暖泉客栈冬季营业。")]
    passing = evidence(
        np.array([[0.15]]),
        old,
        [task("b0", "建设观星台：在雾谷村建观星台，支持暖泉客栈办观星会。")],
    )
    kin = evidence(
        np.array([[0.15]]),
        old,
        [task("b0", "延长冬季旅游：雾谷村雪橇道通到暖泉客栈，冬季不停业。")],
    )
    assert passing.item() == pytest.approx(kin.item() * UNREPEATED**2)


def test_no_words_no_share() -> None:
    """Without a shared word no part is one's own, and without tasks the matrix is empty."""
    assert own_shares(np.array([[0.3]]), [task("a", "完善")], [task("b", "完善")]).tolist() == [[0]]
    assert own_shares(np.zeros((0, 2)), [], [task("a", "灯塔"), task("b", "灯塔")]).shape == (0, 2)


def test_place_adds_to_evidence() -> None:
    """A weak pair between two firm ones in order has more than one out of place."""
    words = ["灯塔", "粮仓", "码头", "渡船", "果园", "盐田"]
    old = [task(f"a{n}", word) for n, word in enumerate(words)]
    new = [task(f"b{n}", word) for n, word in enumerate(words)]
    scores = np.diag([0.6, 0.6, 0.1, 0.6, 0.6, 0.6])
    bare = 0.1**1.25
    assert evidence(scores, old, new)[2, 2] == pytest.approx(bare * (1 + PLACE), abs=1e-6)
    moved = [new[k] for k in (0, 1, 3, 4, 5, 2)]
    assert evidence(scores[:, [0, 1, 3, 4, 5, 2]], old, moved)[2, 5] == pytest.approx(
        bare, abs=1e-6
    )


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ("看护灯塔", "灯塔看护工程", 1),
        ("看护灯塔", "修造粮仓", 0),
        ("完善灯塔机制", "完善灯塔制度", 1),
        ("完善灯塔机制", "完善粮仓机制", 0),
    ],
)
def test_headings_alone_need_a_subject(old: str, new: str, share: float) -> None:
    """A score counts in full where all that a heading names is in the other one, half where nothing."""
    sides = [
        [TaskProfile(id="x", heading=heading, body="", agencies=frozenset(), full=False)]
        for heading in (old, new)
    ]
    assert heading_evidence(np.array([[0.6]]), *sides).item() == pytest.approx(0.3 + 0.3 * share)


def test_a_heading_beside_a_text() -> None:
    """Of a heading and a held task it is the heading's subject that must stand in the text."""
    bare = TaskProfile(id="x", heading="灯塔", body="", agencies=frozenset(), full=False)
    held = TaskProfile(
        id="y", heading="粮仓", body="修造粮仓，看护灯塔。", agencies=frozenset(), full=True
    )
    for sides in (([bare], [held]), ([held], [bare])):
        assert heading_evidence(np.array([[0.6]]), *sides).item() == 0.6
