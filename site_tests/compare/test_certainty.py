"""Certainty: what the segments of a task choose, how far a pair stands out, and what both make of it."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare.certainty import UNCHOSEN, certainty, chosen_shares, standing_out
from generator.model.comparison import TaskProfile


def task(body: str, heading: str = "") -> TaskProfile:
    return TaskProfile(id="x", heading=heading, body=body, agencies=frozenset(), full=True)


def test_every_segment_chooses_the_task_that_says_most_of_it() -> None:
    """Two of three equally long segments stand in the first task, the third in the second."""
    old = [task("修灯塔，养海鱼；晒海盐。")]
    new = [task("修灯塔，养海鱼。"), task("晒海盐。"), task("开山路。")]
    assert chosen_shares(old, new).round(3).tolist() == [[0.667, 0.333, 0]]
    # The other way each task's only choice is the one old task; what nobody says chooses nobody.
    assert chosen_shares(new, old).round(3).tolist() == [[1], [1], [0]]


def test_a_choice_counts_by_what_is_found_and_equal_ones_share_it() -> None:
    """Half of a segment's words found count about half; two tasks that say the same have half each."""
    (half,) = chosen_shares([task("灯塔盐田")], [task("灯塔")])
    assert 0.3 < half[0] < 0.6
    assert chosen_shares([task("灯塔")], [task("灯塔")] * 2).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize("body", ["", "，。"])
def test_without_a_word_nothing_is_chosen(body: str) -> None:
    """Texts without words choose nobody; a task without a text is asked by its heading."""
    assert chosen_shares([task(body)], [task("灯塔")]).tolist() == [[0]]
    assert chosen_shares([task("灯塔")], [task(body)]).tolist() == [[0]]
    assert chosen_shares([task("", "灯塔")], [task("灯塔")]).tolist() == [[1]]
    assert chosen_shares([task("灯塔")], []).shape == (1, 0)
    assert chosen_shares([], [task("灯塔")]).shape == (0, 1)


def test_a_pair_stands_out_beside_the_next_best() -> None:
    """Its part of its own score and the next best one's, by row or by column, whichever is larger."""
    scores = np.array([[0.3, 0.1], [0.3, 0.0]])
    assert standing_out(scores).round(6).tolist() == [[0.75, 1.0], [1.0, 0.0]]
    assert standing_out(np.array([[0.2, 0.2], [0.2, 0.2]])).tolist() == [[0.5, 0.5]] * 2
    assert standing_out(np.array([[0.4]])).tolist() == [[1.0]]


def test_certainty_weighs_evidence() -> None:
    """Evidence times both sides' choices and the margin's square; a score of one half needs neither."""
    old, new = [task("修灯塔。"), task("晒海盐。")], [task("修灯塔。"), task("开山路。")]
    scores = np.array([[0.4, 0.1], [0.2, 0.1]])
    sure = certainty(np.full((2, 2), 0.2), scores, old, new)
    margin = (0.4 / 0.5) ** 2
    assert sure[0, 0] == pytest.approx(0.2 * (1 + UNCHOSEN) ** 0.5 * margin, abs=1e-6)
    assert sure[1, 0] == pytest.approx(0.2 * UNCHOSEN**0.5 * (0.2 / 0.3) ** 2, abs=1e-6)
    same = np.array([[0.5, 0.1], [0.2, 0.1]])
    assert certainty(np.full((2, 2), 0.2), same, old, new)[0, 0] == 0.2
    assert certainty(np.zeros((0, 2)), np.zeros((0, 2)), [], new).shape == (0, 2)


def test_a_neighbour_of_one_theme_is_not_sure() -> None:
    """Its words are shared, but its segments are another's: it is less sure than a reworded partner."""
    old = [task("放宽落户限制，简化落户手续。"), task("落户居民同等入学，发放居住证。")]
    new = [
        task("落户居民同等入学，同等就医，发放居住证。"),
        task("取消落户限制，落户手续一次办完。"),
    ]
    scores = np.array([[0.2, 0.3], [0.4, 0.2]])
    sure = certainty(np.full((2, 2), 0.1), scores, old, new)
    assert sure[0, 1] > 4 * sure[0, 0]
    assert sure[1, 0] > 4 * sure[1, 1]
