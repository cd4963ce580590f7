"""Numbers that a program sets before a paragraph, as it prints them: Word's, CSS's and HTML's formats.

Chinese and decimal formats are read. Others (letters, Roman numerals, 甲乙丙) give None: a notice has
no such labels, and the reader says so in a doubt.
"""

from __future__ import annotations

from generator.text.numerals import DIGITS, format_numeral

DECIMAL = {"decimal", "1"}
COUNTED = {
    "chinesecounting",
    "chinesecountingthousand",
    "japanesecounting",
    "taiwanesecounting",
    "taiwanesecountingthousand",
    "koreancounting",
    "cjk-ideographic",
    "simp-chinese-informal",
    "trad-chinese-informal",
    "japanese-informal",
}
DIGIT_BY_DIGIT = {
    "ideographdigital",
    "japanesedigitalten",
    "taiwanesedigital",
    "cjk-decimal",
}
FORMAL = {"chineselegalsimplified", "simp-chinese-formal"}
CIRCLED = {"decimalenclosedcircle", "decimalenclosedcirclechinese", "circled-decimal"}
LARGE = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def printed_number(number: int, form: str) -> str | None:
    """The number in a named format, `chineseCounting` or `cjk-ideographic`; None for one not read."""
    name = form.lower()
    if not 0 <= number <= 9999:
        return str(number) if name in DECIMAL else None
    if name in DECIMAL:
        return str(number)
    if name in ("decimalzero", "decimal-leading-zero"):
        return f"{number:02}"
    if name in ("decimalfullwidth", "decimalfullwidth2"):
        return str(number).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    if number and name in COUNTED:
        return format_numeral(number)
    if name in DIGIT_BY_DIGIT:
        return "".join(DIGITS[int(d)] if d != "0" else "〇" for d in str(number))
    if number and name in FORMAL:
        text = format_numeral(number)
        return ("一" + text if text.startswith("十") else text).translate(LARGE)
    if 1 <= number <= 20 and name in CIRCLED:
        return chr(0x245F + number)
    if 1 <= number <= 20 and name == "decimalenclosedfullstop":
        return chr(0x2487 + number)
    if 1 <= number <= 20 and name == "decimalenclosedparen":
        return chr(0x2473 + number)
    if 1 <= number <= 10 and name == "ideographenclosedcircle":
        return chr(0x321F + number)
    return None
