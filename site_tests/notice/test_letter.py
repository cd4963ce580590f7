"""Who issued a notice, however its letter spaces the names."""

import pytest

from generator.model.notice import Paragraph, Sentence
from generator.notice.letter import issuers_in, read_identity

TITLE = "云屿国规划院 云屿国渡津部 云屿国贝壳银行关于印发9001年重点任务的通知"
THREE = "云屿国规划院 云屿国渡津部 云屿国贝壳银行"


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("云屿国规划院", "云屿国规划院"),
        ("云屿国规划院　　　云屿国渡津部", "云屿国规划院 云屿国渡津部"),
        ("云 屿 国 规 划 院        云 屿 国 渡 津 部", "云屿国规划院 云屿国渡津部"),
        ("云屿国规划院 云屿国渡津部\u3000", "云屿国规划院 云屿国渡津部"),
        ("云屿国规划院、云屿国渡津部", "云屿国规划院、云屿国渡津部"),
    ],
)
def test_issuers_of_a_line(text: str, issuers: str) -> None:
    """One space stands between two, none inside a name."""
    assert issuers_in(text) == issuers


@pytest.mark.parametrize(
    "signature",
    [
        ["云屿国规划院　云屿国渡津部　云屿国贝壳银行", "9001年3月5日"],
        ["云屿国规划院        云屿国渡津部", "云屿国贝壳银行", "9001年3月5日"],
        ["云屿国规划院", "云屿国渡津部", "云屿国贝壳银行", "9001年3月5日"],
        ["云屿国规划院  云屿国渡津部  云屿国贝壳银行  9001年3月5日"],
    ],
)
def test_several_issuers(signature: list[str]) -> None:
    """Those of a signature in one line, or in several, are all of them, apart by one space."""
    texts = ["现印发给你们。", *signature]
    letter = [Paragraph(parts=(Sentence(id="s1", text=text),)) for text in texts]
    identity = read_identity(TITLE, letter)
    assert (identity.issuer, identity.issued) == (THREE, "9001-03-05")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("9001年3月5日", "9001-03-05"),
        ("九〇〇一年三月五日", "9001-03-05"),
        ("九○○一年十二月三十一日", "9001-12-31"),
        ("九零零一年十月二十日", "9001-10-20"),
    ],
)
def test_the_day_of_issue(printed: str, day: str) -> None:
    """Figures, or numerals as they were written until 2012, on the signature's line or below it."""
    for signature in ([f"云屿国规划院  {printed}"], ["云屿国规划院", printed]):
        letter = [
            Paragraph(parts=(Sentence(id="s1", text=text),)) for text in ("现印发。", *signature)
        ]
        identity = read_identity(TITLE, letter)
        assert (identity.issued, identity.issuer) == (day, "云屿国规划院")


@pytest.mark.parametrize(
    "printed", ["九〇一年三月五日", "九〇〇一年十三月五日呢", "九〇〇一年三月"]
)
def test_no_day_of_issue(printed: str) -> None:
    """What is no day in either way of writing is none."""
    letter = [Paragraph(parts=(Sentence(id="s1", text=text),)) for text in ("现印发。", printed)]
    assert read_identity(TITLE, letter).issued is None
