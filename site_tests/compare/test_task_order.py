"""Where a task's partner is expected: between the partners of the tasks around it."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare.likeness import Real
from generator.compare.task_order import FIRM, LEAST, closeness


def firm(*pairs: tuple[int, int], size: tuple[int, int] = (6, 6)) -> Real:
    """Evidence of so many tasks in which these pairs alone are firm."""
    grounds = np.zeros(size)
    for pair in pairs:
        grounds[pair] = FIRM
    return grounds


def test_a_pair_is_expected_between_its_neighbours() -> None:
    """Between two firm pairs in order, the pair between them is in its place, and less so one beside."""
    near = closeness(firm((0, 0), (1, 1), (3, 3), (4, 4), (5, 5)))
    assert near[2].tolist() == pytest.approx([1 / 3, 2 / 3, 1, 2 / 3, 1 / 3, 0])
    assert near[5, 0] == 0


def test_a_pair_does_not_place_itself() -> None:
    """Where a firm pair stands alone out of order, its own row and column are not looked at."""
    straight = [(k, k) for k in range(6)]
    assert closeness(firm(*straight)).diagonal().tolist() == pytest.approx([1] * 6)
    # Of a firm pair far from the others, the place is where the others lead.
    near = closeness(firm((0, 0), (1, 1), (2, 5), (3, 3), (4, 4), (5, 5)))
    assert near[2, 2] > near[2, 5]


def test_three_that_became_one_are_in_place() -> None:
    """Of tasks that were merged each is near to the new one, seen from either side."""
    near = closeness(firm((0, 0), (1, 1), (2, 2), (5, 3), (6, 4), size=(7, 5)))
    assert all(near[row, 2] >= 2 / 3 for row in (2, 3, 4))
    assert np.allclose(near.T, closeness(firm((0, 0), (1, 1), (2, 2), (3, 5), (4, 6), size=(5, 7))))


def test_another_order_is_not_trusted() -> None:
    """The fewer firm pairs keep the order, the less a place counts; none without a firm pair."""
    straight = closeness(firm((0, 0), (1, 1), (2, 2), (3, 3), (4, 4)))
    crossed = closeness(firm((0, 0), (1, 1), (2, 2), (3, 4), (4, 3)))
    assert straight[2, 2] == 1 and crossed[2, 2] == pytest.approx(3 / 5)
    turned = closeness(firm(*((k, 5 - k) for k in range(6))))
    assert not turned.any()
    assert not closeness(np.full((3, 3), FIRM - 0.001)).any()


def test_few_firm_pairs_are_hardly_an_order() -> None:
    """Up to LEAST firm pairs, each adds to the trust."""
    assert [closeness(firm(*((k, k) for k in range(n))))[0, 0] for n in range(7)] == pytest.approx(
        [0, 0.2, 0.4, 0.6, 0.8, 1, 1]
    )
    assert LEAST == 5


@pytest.mark.parametrize("size", [(0, 0), (0, 3), (3, 0)])
def test_notices_without_tasks(size: tuple[int, int]) -> None:
    """Of nothing, an empty matrix."""
    assert closeness(np.zeros(size)).shape == size


def test_only_what_is_best_places_others() -> None:
    """A pair that is neither its row's best nor its column's is not on the line."""
    grounds = firm((0, 0), (1, 1), (2, 2))
    grounds[0, 0] = grounds[1, 1] = grounds[2, 2] = 0.9
    beside = grounds.copy()
    beside[0, 1] = 0.5
    assert np.array_equal(closeness(grounds), closeness(beside))
