"""Roles in responsibility clauses (牵头, 负责, 配合): what changed, as a hand wrote it down beforehand.

`roles/pairs.jsonl` holds pairs of invented clauses with what is expected of each; it was written before
roles were compared, and the pairs marked `aside` were run once, when all else was done (22 of 22).
"""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest
import yaml

from generator.compare.agency_changes import agency_changes
from generator.model.agencies import (
    Agency,
    AgencyKind,
    ClauseReading,
    Party,
    Registry,
    Succession,
    latest_names,
)
from generator.notice.agency_clauses import read_clause
from generator.notice.entries import bodies
from site_tests.conftest import ROOT

FOLDER = ROOT / "site_tests/compare/roles"
PAIRS = [json.loads(line) for line in (FOLDER / "pairs.jsonl").read_text("utf-8").splitlines()]
NOBODY = ClauseReading(parties=(), open=False)


@functools.cache
def registry() -> Registry:
    data = yaml.safe_load((FOLDER / "registry.yml").read_text("utf-8"))
    agencies = tuple(
        Agency(
            id=entry["id"],
            name=entry["name"],
            printed=tuple(entry["printed"]),
            press=(),
            english=None,
            kind=AgencyKind.CONSTITUENT,
            since=None,
            until=None,
            predecessors=(),
            successors=(
                (Succession(id=entry["successor"], date=None, verified=True, note="虚构"),)
                if "successor" in entry
                else ()
            ),
            unverified=(),
        )
        for entry in data["agencies"]
    )
    return Registry(agencies=agencies, others=tuple(data["others"]))


def reading(clause: str | None) -> ClauseReading:
    if clause is None:
        return NOBODY
    read, _ = read_clause(clause, registry())
    return ClauseReading(parties=bodies(read.parties), open=read.open, deadline=read.deadline)


def found(pair: dict[str, Any]) -> dict[str, list[list[str]]]:
    """What the comparison says of a pair, in the form of the file."""
    sides = ([reading(clause) for clause in pair[side]] for side in ("old", "new"))
    change = agency_changes(*sides, latest_names(registry()))
    return {
        "roles": sorted([*_said(a), *_said(b)] for a, b in change.roles),
        "joined": sorted(map(_said, change.joined)),
        "left": sorted(map(_said, change.left)),
    }


def _said(party: Party) -> list[str]:
    return [registry().names[party.printed].printed[0], party.role]


def wanted(pair: dict[str, Any]) -> dict[str, list[list[str]]]:
    return {key: sorted(pair[key]) for key in ("roles", "joined", "left")}


@pytest.mark.parametrize("pair", [p for p in PAIRS if "unread" not in p], ids=lambda p: p["id"])
def test_pairs(pair: dict[str, Any]) -> None:
    """Every pair of clauses gives the roles, the joined and the left that were written down for it."""
    assert found(pair) == wanted(pair), pair["note"]


@pytest.mark.parametrize("pair", [p for p in PAIRS if "unread" in p], ids=lambda p: p["id"])
def test_unread_pairs(pair: dict[str, Any]) -> None:
    """A clause with a word of duty that nobody knows is told as unread, never read in part."""
    clauses = [clause for clause in (*pair["old"], *pair["new"]) if clause]
    assert any(unread for _, unread in (read_clause(c, registry()) for c in clauses))
