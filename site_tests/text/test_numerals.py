"""Numerals of headings."""

import pytest

from generator.text.numerals import format_numeral, parse_numeral, parse_spelled


def test_round_trip() -> None:
    """Every number from 1 to 9999 prints and parses back."""
    assert all(parse_numeral(format_numeral(n)) == n for n in range(1, 10_000))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (28, "二十八"), (105, "一百零五"), (110, "一百一十")],
)
def test_examples(number: int, text: str) -> None:
    """The usual forms."""
    assert format_numeral(number) == text


@pytest.mark.parametrize("text", ["", "零", "一十", "十十", "二八", "7", "一百五"])
def test_other_spellings_are_none(text: str) -> None:
    """What headings do not print is no numeral."""
    assert parse_numeral(text) is None


def test_out_of_range() -> None:
    """There is no numeral for nought."""
    with pytest.raises(ValueError, match="no heading numeral for 0"):
        format_numeral(0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", 3),
        ("二十", 20),
        ("两百零五万", 2050000),
        ("一亿三千万", 130000000),
        ("二〇二〇", 2020),
        ("零", 0),
        ("一万亿", 10**12),
        ("十四五", None),
        ("三三", None),
        ("百万", None),
        ("万", None),
        ("一百五", None),
        ("三中全会", None),
        ("一万" * 5000, None),
        ("亿" * 5000, None),
        ("二" * 5000, None),
    ],
)
def test_spelled_numbers(text: str, number: int | None) -> None:
    """Well-formed numbers of running text; a plan's name (十四五) is none."""
    assert parse_spelled(text) == number
