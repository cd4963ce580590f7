"""A short part of `make chaos`: what is stopped loses nothing, and what comes next is clean."""

import pytest

from site_tests.chaos.running import run


@pytest.mark.slow
def test_a_command_that_is_stopped() -> None:
    """Recording a verification, killed at each rename, starved, started twice, under a jumping clock."""
    trials = run(0, commands=("verify",))
    # Three signals, started twice, a clock; a full disk only for who may mount one.
    assert len(trials.tried) >= 5, trials.tried
    assert trials.failed == []
