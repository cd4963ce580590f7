"""Whatever stands in a field of the content: a Problem at its line, or a site; never a traceback."""

import shutil
from pathlib import Path

import pytest

from generator.content.tables import TableError, parse_table
from site_tests.content.odd_values import CORPUS, DATES, NUMBERS, PLAIN, TAGS, attempt, pairs

PLAIN_VALUES = {"null": None, "~": None, "''": "", '""': "", "true": True, "false": False}


@pytest.mark.parametrize("number", range(40))
def test_an_odd_value_in_a_field(tmp_path: Path, number: int) -> None:
    """Some pairs of value and field, each of which is refused with words or built."""
    value, place = pairs(40, seen=True, seed=12)[number]
    content = Path(shutil.copytree(CORPUS, tmp_path / "content"))
    assert attempt(content, value, place) in ("refused", "held")


@pytest.mark.parametrize("value", [*DATES, *NUMBERS])
def test_a_value_is_a_text(value: str) -> None:
    """Numbers and dates are what is written, whatever YAML takes them for."""
    assert parse_table(f"a: {value}\n") == {"a": value.strip()}


@pytest.mark.parametrize("value", [v for v in PLAIN if v.isalpha() or v in PLAIN_VALUES])
def test_only_null_and_truth_are_more_than_a_text(value: str) -> None:
    """Unquoted null and nothing are None, true and false what they say; yes, NO and on are texts."""
    known = {**PLAIN_VALUES, "NULL": None}
    assert parse_table(f"a: {value}\n") == {"a": known.get(value, value)}
    assert parse_table(f"a: '{value}'\n") == {"a": value.replace("''", "'")}


@pytest.mark.parametrize("value", TAGS)
def test_a_tag_is_refused(value: str) -> None:
    """What would tell YAML to make something of a value is a Problem in its line."""
    with pytest.raises(TableError, match=r"tags are not allowed|not valid YAML") as caught:
        parse_table(f"x: y\na: {value}\n", first_line=3)
    assert caught.value.line == 4


@pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000])
def test_depth(text: str) -> None:
    """However deep lists and mappings lie in one another, it is said where they are too deep."""
    with pytest.raises(TableError, match=r"nested deeper than|a key is a text"):
        parse_table(f"a:\n {text}")
