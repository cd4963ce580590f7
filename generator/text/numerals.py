"""Chinese numerals of headings, to numbers and back: 一、 （一） 二十八. Range 1 to 9999.

The source of the forms is GB/T 9704-2012: levels 一、 → （一） → 1. → （1）.
"""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"))


def format_numeral(number: int) -> str:
    """The numeral as headings print it: 10 is 十 (not 一十), 28 is 二十八, 105 is 一百零五.

    Raises ValueError outside 1..9999.
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"no heading numeral for {number}")
    text, rest, gap = "", number, False
    for size, unit in UNITS:
        digit, rest = divmod(rest, size)
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + unit
            gap = False
        elif text:
            gap = True
    if rest:
        text += ("零" if gap else "") + DIGITS[rest]
    return text.removeprefix("一") if text.startswith("一十") else text


def parse_numeral(text: str) -> int | None:
    """The number of a heading numeral, or None where `text` is not exactly one: 二十八 is 28."""
    total, digit = 0, 0
    for character in text:
        unit = next((size for size, name in UNITS if name == character), None)
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif unit:
            total += (digit or 1) * unit
            digit = 0
        else:
            return None
    number = total + digit
    return number if 1 <= number <= 9999 and format_numeral(number) == text else None


LEGAL = "壹贰叁肆伍陆柒捌玖"
"""The digits of contracts and cheques, from one on; typed for years as well."""
VALUES = (
    {c: n for n, c in enumerate(DIGITS)}
    | {"两": 2, "〇": 0}
    | {c: n for n, c in enumerate(LEGAL, 1)}
)
TENS = {"廿": "二十", "卅": "三十"}
"""Single characters for tens: 廿八 is 二十八."""
SIZES = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
LONGEST = 24
"""Characters of a spelled number: no notice has a longer one, and what is longer is read as none."""
LARGEST = 10**15
"""What a browser's numbers can still tell from its neighbours; beyond it a number is read as none."""


def read_number(text: str) -> int | None:
    """The number that a spelled one in running text says: 一百万 is 1000000, 两亿 200000000.

    None where `text` is no such number, or one beyond LONGEST or LARGEST; one without any unit
    (二〇二〇) reads digit by digit.
    """
    known = VALUES.keys() | SIZES.keys() | LARGE.keys()
    if not text or len(text) > LONGEST or not known.issuperset(text):
        return None
    number = _read_number(text)
    return number if number <= LARGEST else None


def _read_number(text: str) -> int:
    if all(c in VALUES for c in text):
        return int("".join(str(VALUES[c]) for c in text))
    total = part = digit = 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        elif character in SIZES:
            part += (digit or 1) * SIZES[character]
            digit = 0
        else:
            total = (total + part + digit) * LARGE[character]
            part = digit = 0
    return total + part + digit


def parse_spelled(text: str) -> int | None:
    """The number of a spelled one in running text if it is well formed: 两百零五万 is 2050000.

    Stricter than `read_number`, which takes what a reader may type: 十四五 is a plan and no number,
    三三 none either. Four digits are a year (二〇二〇), a single one is itself.
    """
    if len(text) > LONGEST:
        return None
    plain = text.replace("两", "二").replace("〇", "零")
    if plain == "零":
        return 0
    if len(plain) == 4 and all(c in DIGITS for c in plain):
        return int("".join(str(DIGITS.index(c)) for c in plain)) if plain[0] != "零" else None
    return _parse_large(plain)


def _parse_large(text: str) -> int | None:
    for mark in ("亿", "万"):
        head, found, tail = text.partition(mark)
        if found:
            high = _parse_large(head)
            low = _parse_large(tail.removeprefix("零")) if tail else 0
            if high is None or low is None or low >= LARGE[mark]:
                return None
            return high * LARGE[mark] + low
    return parse_numeral(text)
