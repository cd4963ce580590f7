"""A short part of `make chaos`: what is stopped loses nothing, and what comes next is clean."""

import pytest

from site_tests.chaos import run


@pytest.mark.slow
def test_a_command_that_is_stopped() -> None:
    """Recording a verification, killed at each rename, starved, started twice, under a jumping clock."""
    trials = run(0, commands=("verify",))
    assert sum(trials.tried.values()) >= 10
    assert trials.failed == []
