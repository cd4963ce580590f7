"""Links of hand-written pages: what a browser would follow is what is checked, at its line."""

from pathlib import Path

import pytest

from generator.content.fields import FileReader
from generator.content.hand_pages import LONGEST_PAGE, MOST_BRACKETS, read_pages

HEAD = "---\ntitle: 虚构\ndescription: 虚构\n---\n\n"
BEGIN = HEAD.count("\n") + 1
MENUS = {
    "menu: 参与": "",
    "menu: 九个字的一个词条长": ":4: not 1 to 8 characters",
    "menu: ' '": ":4: menu: a text of which something is seen is expected",
    "menu: [a]": ":4: ",
    "menus: 参与": ":4: ",
}
RISKY = {
    "[x](javascript:alert(1))": 1,
    "[x](\njavascript:alert(1))": 2,
    "[x](JaVaScRiPt:alert(1))": 1,
    "[x](&#106;avascript:alert(1))": 1,
    "[x](java&#10;script:alert(1))": 1,
    "[x](&#x6A;avascript&colon;alert(1))": 1,
    "[x]( javascript:alert(1) )": 1,
    "[x](//evil.example/)": 1,
    "[x](/\\evil.example/)": 1,
    "[x](\\\\evil.example/)": 1,
    "[x](https:/\\evil.example)": 1,
    "[x](https:evil)": 1,
    "[x](https://good.example@evil.example/) [y](https://:p@evil.example/)": 0,
    "[x](data:text/html,x)": 1,
    "[x](vbscript:x)": 1,
    "[x](mailto:a@b.example)": 1,
    "[x](ftp://a.example/)": 1,
    "![x](https://evil.example/x.png)": 1,
    "![x](//evil.example/x.png)": 1,
    "a\n\nb [x][y] c\n\n[y]: javascript:alert(1)": 5,
    "a\n[x]\n\n[x]: //evil.example/\n": 4,
    "[![x](javascript:a)](about.md)": 1,
    "1. a\n2. b\n\n    > [x](javascript:a)": 4,
    "a <b>x</b>": 1,
    "a\n[x](a.md){: onclick=alert(1)}": 2,
}
PLAIN = [
    "[x](method.md) [y](#h) [z](../2020/07/) [q](?q=a:b) [w](https://www.gov.cn/a?b=c:d#e)",
    "`[x](javascript:alert(1))`",
    "    [x](javascript:alert(1))",
    "\\[x](javascript:alert(1))",
    "[x]: javascript:alert(1)",
    "javascript:alert(1)",
    "![x](pictures/a.png)",
    "[x](data/v1/tasks.csv) [x](http://www.gov.cn/)",
]


def told(tmp_path: Path, body: str) -> list[int]:
    (tmp_path / "method.md").write_text(HEAD + body, "utf-8")
    files = FileReader(root=tmp_path, problems=[])
    read_pages(files, tmp_path, site=False)
    return [problem.line for problem in files.problems]


@pytest.mark.parametrize("body", RISKY)
def test_a_risky_link(tmp_path: Path, body: str) -> None:
    """A script, another host in disguise, a picture from elsewhere: a Problem where the link ends."""
    lines = told(tmp_path, body)
    if RISKY[body]:
        assert lines == [BEGIN + RISKY[body] - 1]
    else:
        assert lines


@pytest.mark.parametrize("body", PLAIN)
def test_a_plain_link(tmp_path: Path, body: str) -> None:
    """Relative links, web addresses, and what is no link at all."""
    assert told(tmp_path, body) == []


@pytest.mark.parametrize("body", ["x" * LONGEST_PAGE, "[" * (MOST_BRACKETS + 1)])
def test_a_page_too_large(tmp_path: Path, body: str) -> None:
    """A page that would take long to read is not read."""
    assert told(tmp_path, body) == [0]


@pytest.mark.parametrize("line", MENUS)
@pytest.mark.parametrize("name", ["参与", "about"])
def test_an_entry_of_the_menu(line: str, name: str, tmp_path: Path) -> None:
    """A short word in front; the page that the menu has by itself asks for none."""
    slug = "about" if name == "about" else "join"
    head = HEAD.replace("---\n\n", f"{line}\n---\n\n")
    (tmp_path / f"{slug}.md").write_text(head + "# 虚构\n", "utf-8")
    files = FileReader(root=tmp_path, problems=[])
    (page,) = read_pages(files, tmp_path, site=False)
    told = " ".join(map(str, files.problems))
    if (
        slug == "about"
        and line.startswith("menu: ")
        and "[" not in line
        and "seen" not in MENUS[line]
    ):
        assert ":4: this page is in the menu already" in told
    elif MENUS[line]:
        assert MENUS[line] in told
    else:
        assert page.menu == "参与" and not files.problems
