"""Tests of what the data say of how comparisons are made."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from generator.compare.link_policies import FACTS, TEXT, Policy
from generator.compare.parameters import METHOD
from generator.model.comparison import Band
from site_tests.golden import check_golden


@pytest.mark.parametrize(("policy", "prefix"), [(TEXT, ""), (FACTS, "facts_")])
def test_every_number_of_a_policy_is_stated(policy: Policy, prefix: str) -> None:
    """A policy's numbers stand under their names; what has no say in it is not named."""
    stated = METHOD["parameters"]
    assert isinstance(stated, dict)
    for name, value in asdict(policy).items():
        if name in ("basis", "bands", "perhaps"):
            continue
        if value is None:
            assert prefix + name not in stated
        else:
            wanted = list(value) if isinstance(value, tuple) else value
            assert stated[prefix + name] == wanted
    assert stated[f"{prefix}perhaps"] == [band for band in Band if band in policy.perhaps]
    assert stated[f"{prefix}bands"] == [*(least for least, _ in policy.bands), policy.threshold]


@pytest.mark.parametrize("policy", [TEXT, FACTS])
def test_a_band_begins_at_its_least_score(policy: Policy) -> None:
    """A score at a border is in the upper band; below all borders it is low."""
    (high, _), (medium, _) = policy.bands
    scores = (1.0, high, high - 1e-6, medium, medium - 1e-6)
    bands = [Band.HIGH, Band.HIGH, Band.MEDIUM, Band.MEDIUM, Band.LOW]
    assert [policy.band(score) for score in scores] == bands
    assert sum(policy.weights) == pytest.approx(1)


def test_another_number_is_another_version(request: pytest.FixtureRequest) -> None:
    """The numbers of this version, to the letter: who changes one raises VERSION in method.py."""
    text = json.dumps(METHOD, ensure_ascii=False, indent=1) + "\n"
    check_golden("method.json", text, request)
