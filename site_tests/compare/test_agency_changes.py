"""What changed in who is responsible: named and implied bodies, 等, deadlines, partial lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.compare.agency_changes import agency_changes
from generator.content.loading import load_content
from generator.exports.comparisons_json import comparison_file
from generator.model.agencies import ClauseReading, Party, latest_names
from generator.model.content import Content
from site_tests.conftest import ROOT
from site_tests.entries import compare, compare_all

INVENTED = load_content(ROOT / "site_tests/corpus/content")


def party(agency: str, **fields: Any) -> Party:
    return Party(printed=agency, agency=agency, first=False, **fields)


def reading(*parties: Party, **fields: Any) -> ClauseReading:
    return ClauseReading(parties=parties, open=fields.pop("open", False), **fields)


def test_named_then_implied() -> None:
    """Who is named here in one year and once for all tasks in the other neither left nor joined."""
    named, implied = party("qingtai"), party("qingtai", implied=True)
    for old, new in ((named, implied), (implied, named)):
        change = agency_changes([reading(old)], [reading(new)], latest_names(INVENTED.registry))
        assert (change.joined, change.left, change.kept) == ((), (), ())
        assert change.implied == ((old, new),)
    both = agency_changes([reading(implied)], [reading(implied)], latest_names(INVENTED.registry))
    assert not both.changed


def test_open_lists_and_deadlines() -> None:
    """等 that went, and another date, are changes of their own."""
    old = reading(party("qingtai"), open=True, deadline="6月底前完成")
    new = reading(party("qingtai"), deadline="9月底前完成")
    change = agency_changes([old], [new], latest_names(INVENTED.registry))
    assert change.open == (True, False)
    assert change.deadline == ("6月底前完成", "9月底前完成")
    assert change.changed
    same = agency_changes([old], [old], latest_names(INVENTED.registry))
    assert (same.open, same.deadline, same.changed) == (None, None, False)


def test_a_deadline_in_the_data() -> None:
    """9002's lighthouses have a date that 9001's had not."""
    links = comparison_file(compare(INVENTED, "9001", "9002"))["links"]
    assert isinstance(links, list)
    by_new = {link["new"][0]: link["agencies"] for link in links}
    assert by_new["9002-06"]["deadline"] == {"old": None, "new": "9002年底完成"}
    assert by_new["9002-06"]["implied"] == []
    assert by_new["9002-08"]["deadline"] is None


def test_partial_lists(content: Content) -> None:
    """Agencies from facts may be only some, unless the facts say that no 等 stands there."""
    details = [
        (c, d) for c in compare_all(content) for d in c.details if d.agencies and d.agencies.joined
    ]
    assert details
    said = {str(task.id): task.open for facts in content.facts for task in facts.tasks if task.id}
    for _, detail in details:
        keys = [*detail.link.old, *detail.link.new]
        assert detail.agencies is not None
        assert detail.agencies.partial == any(said.get(key, False) is not False for key in keys)
        assert detail.agencies.open is None or not detail.agencies.partial


def test_a_full_list_of_facts(content: Content) -> None:
    """Where facts say that the list is closed, it is not partial."""
    closed = [
        replace(
            facts,
            tasks=tuple(replace(task, open=False) for task in facts.tasks),
        )
        for facts in content.facts
    ]
    details = [
        d
        for c in compare_all(replace(content, facts=tuple(closed)))
        for d in c.details
        if d.agencies
    ]
    assert details
    assert not any(d.agencies.partial for d in details if d.agencies)
