"""Content that is wrong: every Problem at its place, nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content import Content, load_content, text_sha256
from generator.errors import ContentError
from site_tests.conftest import ROOT

NOTICE = "notices/2020/notice.md"
SOURCE = "notices/2020/source.yml"


def problems(content: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_content(content)
    return [f"{p.path}:{p.line}: {p.message}" for p in caught.value.problems]


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(content: Path) -> None:
        file = content / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return change


MISTAKES = {
    "an unknown agency": (
        replace(NOTICE, "（民政部、发展改革委", "（民政局、发展改革委"),
        "content/notices/2020/notice.md:129: nobody knows '民政局'",
    ),
    "front matter against the text": (
        replace(NOTICE, "issued: '2020-04-03'", "issued: '2020-04-04'"),
        "content/notices/2020/notice.md:2: issued: says '2020-04-04', the text says '2020-04-03'",
    ),
    "no front matter": (
        replace(NOTICE, "---\n", ""),
        "content/notices/2020/notice.md:1: no front matter",
    ),
    "a tab in YAML": (
        replace(SOURCE, "state: supplied", "state:\n\tx: 1"),
        "content/notices/2020/source.yml:3: not valid YAML: "
        "found character '\\t' that cannot start any token",
    ),
    "an unknown state": (
        replace(SOURCE, "state: supplied", "state: certain"),
        "content/notices/2020/source.yml:2: state: "
        "one of official, supplied, reprint, facts-only is expected",
    ),
    "a key given twice": (
        replace(SOURCE, "state: supplied", "state: supplied\nstate: official"),
        "content/notices/2020/source.yml:3: not valid YAML: key 'state' given twice",
    ),
    "an alias": (
        replace(SOURCE, "state: supplied", "x: &a [1]\ny: *a\nstate: supplied"),
        "content/notices/2020/source.yml:3: not valid YAML: aliases are not allowed",
    ),
    "a changed original": (
        replace("notices/2020/original.txt", "城市更新", "城市更改"),
        "content/notices/2020/original.txt:0: the original is not the one recorded in source.yml",
    ),
    "an original outside the folder": (
        replace(SOURCE, "file: original.txt", "file: ../../../README.md"),
        "content/notices/2020/source.yml:0: original.file is no file name: '../../../README.md'",
    ),
    "an official address that is a script": (
        replace(SOURCE, "https://www.gov.cn", "javascript:alert(1)//www.gov.cn"),
        "content/notices/2020/source.yml:11: official.url: not an address: "
        "'javascript:alert(1)//www.gov.cn/zhengce/zhengceku/2020-04/09/content_5500696.htm'",
    ),
    "a printed form of two agencies": (
        replace("agencies.yml", "printed: [教育部]", "printed: [教育部, 公安部]"),
        "content/agencies.yml:74: 公安部 belongs to moe already",
    ),
    "a successor that is not there": (
        replace("agencies.yml", "{id: mnr,", "{id: nobody,"),
        "names nobody, which is not here",
    ),
    "raw HTML in a page": (
        replace("pages/about.md", "# 关于本站", "# 关于<b>本站"),
        "content/pages/about.md:6: raw HTML, or a link that is no plain address",
    ),
    "a script behind a link": (
        replace("pages/about.md", "# 关于本站", "[关于](javascript:alert(1))"),
        "content/pages/about.md:6: raw HTML, or a link that is no plain address",
    ),
    "facts with a day that there is not": (
        replace("notices/2019/facts.yml", "2019-03-31", "2019-02-30"),
        "content/notices/2019/facts.yml:0: issued: there is no day '2019-02-30'",
    ),
    "a page's day that there is not": (
        replace(SOURCE, "steps:", "dates: {signed: 2020-13-03, published: null}\nsteps:"),
        "content/notices/2020/source.yml:13: dates.signed: there is no day '2020-13-03'",
    ),
    "not UTF-8": (
        lambda content: (content / SOURCE).write_bytes("state: 已核对".encode("gbk")) and None,
        "content/notices/2020/source.yml:1: not UTF-8",
    ),
    "a missing file": (
        lambda content: (content / SOURCE).unlink(),
        "content/notices/2020/source.yml:0: this file is missing",
    ),
    "a folder that is no id": (
        lambda content: (content / "notices/2020").rename(content / "notices/2020年") and None,
        "content/notices/2020年:0: not an id: '2020年'",
    ),
}


def write(path: str, text: str) -> Callable[[Path], None]:
    return lambda content: (content / path).write_text(text, "utf-8") and None


SPREADING = {
    "a registry that is no YAML": (
        write("agencies.yml", "agencies: [\n"),
        "agencies.yml:2: not valid YAML: expected the node content, but found '<stream end>'",
    ),
    "an empty registry": (write("agencies.yml", ""), "agencies.yml:1: not a mapping"),
    "a registry of nobody": (write("agencies.yml", "agencies: []\n"), "agencies.yml:0: no agency"),
    "one kind that there is not": (
        replace("agencies.yml", "kind: constituent", "kind: planet"),
        "agencies.yml:14: kind: one of constituent, special, direct, bureau, institution, party, "
        "people, bank, enterprise, judicial, provincial is expected",
    ),
    "a text that is not UTF-8": (
        lambda content: (content / NOTICE).write_bytes("一、总体要求".encode("gbk")) and None,
        f"{NOTICE}:1: not UTF-8",
    ),
    "a text without its source": (
        lambda content: (content / SOURCE).unlink(),
        f"{SOURCE}:0: this file is missing",
    ),
    "front matter that is no YAML": (
        replace(NOTICE, "issued: '2020-04-03'", "issued: '2020"),
        f"{NOTICE}:8: not valid YAML: found unexpected end of stream",
    ),
    "no series": (
        lambda content: (content / "series.yml").unlink(),
        "series.yml:0: this file is missing",
    ),
    "facts that are no mapping": (
        write("notices/2019/facts.yml", "- 1\n"),
        "notices/2019/facts.yml:1: not a mapping",
    ),
    "a line of the ledger that is no address": (
        write("addresses.txt", "/\nrubbish\n"),
        "addresses.txt:2: not an address: 'rubbish'",
    ),
    "a ledger that is not UTF-8": (
        lambda content: (content / "addresses.txt").write_bytes(b"/\n\xff\n") and None,
        "addresses.txt:2: not UTF-8",
    ),
    "a page that the menu leads to": (
        lambda content: (content / "pages/about.md").unlink(),
        "pages/about.md:0: this file is missing",
    ),
    "a page that is not UTF-8": (
        lambda content: (content / "pages/about.md").write_bytes(b"\xff") and None,
        "pages/about.md:1: not UTF-8",
    ),
}


@pytest.mark.parametrize("name", SPREADING)
def test_one_mistake_is_one_problem(name: str, copy: Path) -> None:
    """What follows from a mistake is not told; its path is the folder's as given."""
    change, wanted = SPREADING[name]
    change(copy)
    assert problems(copy) == [f"{copy.as_posix()}/{wanted}"]


def test_fiction_without_its_series(tmp_path: Path) -> None:
    """Where series.yml is gone nobody can say whether the notices are fiction: nobody does."""
    copy = Path(shutil.copytree(ROOT / "site_tests/corpus/content", tmp_path / "content"))
    (copy / "series.yml").unlink()
    assert problems(copy) == [f"{copy.as_posix()}/series.yml:0: this file is missing"]


def test_two_mistakes_are_two_problems(copy: Path) -> None:
    """A file that cannot be read keeps no other file's own mistake from being told."""
    (copy / "series.yml").unlink()
    (copy / "agencies.yml").write_text("x\n")
    (copy / SOURCE).unlink()
    assert [line.rsplit("/", 1)[1].split(":")[0] for line in problems(copy)] == [
        "agencies.yml", "source.yml", "series.yml",
    ]  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str, copy: Path) -> None:
    """The mistake is named with its place."""
    change, wanted = MISTAKES[name]
    change(copy)
    found = problems(copy)
    assert any(line == wanted or line.endswith(wanted) for line in found), found


def test_the_recorded_hash_is_the_texts() -> None:
    """The shipped hash is that of the shipped text."""
    held = load_content(ROOT / "content").notices[0]
    assert text_sha256(held.notice) == held.provenance.text_sha256


@pytest.mark.parametrize("path", [NOTICE, SOURCE, "pages/about.md", "agencies.yml"])
@pytest.mark.parametrize("how", ["a BOM", "CRLF", "both"])
def test_what_an_editor_adds(path: str, how: str, copy: Path, content: Content) -> None:
    """A BOM and line ends of two characters change nothing."""
    data = (copy / path).read_bytes()
    data = data if how == "a BOM" else data.replace(b"\n", b"\r\n")
    (copy / path).write_bytes(data if how == "CRLF" else b"\xef\xbb\xbf" + data)
    loaded = load_content(copy)
    assert (loaded.notices, loaded.pages, loaded.registry) == (
        content.notices,
        content.pages,
        content.registry,
    )
