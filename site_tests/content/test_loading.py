"""Content that is wrong: every Problem at its place, nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.model.content import Content
from generator.notice.normal_text import text_sha256
from generator.problems import ContentError
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
        "content/notices/2020/notice.md:7: issued: says '2020-04-04', the text says '2020-04-03'",
    ),
    "no front matter": (
        replace(NOTICE, "---\n", ""),
        "content/notices/2020/notice.md:1: no front matter",
    ),
    "a tab in YAML": (
        replace(SOURCE, "state: supplied", "state:\n\tx: 1"),
        "content/notices/2020/source.yml:3: not valid YAML: "
        "found character that cannot start any token",
    ),
    "an unknown state": (
        replace(SOURCE, "state: supplied", "state: certain"),
        "content/notices/2020/source.yml:2: state: "
        "one of official, supplied, archived, reprint, facts-only is expected",
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
        "content/notices/2020/source.yml:11: official.url: a web address is expected, not "
        "'javascript:alert(1)//www.gov.cn/zhengce/zhengceku/2020-04/09/content_5500696.htm'",
    ),
    "a printed form of two agencies": (
        replace("agencies.yml", "printed: [教育部]", "printed: [教育部, 公安部]"),
        "content/agencies.yml:75: 公安部 belongs to moe already",
    ),
    "a successor that is not there": (
        replace("agencies.yml", "{id: mnr,", "{id: nobody,"),
        "id: there is no agency 'nobody'",
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
        "content/notices/2019/facts.yml:6: issued: there is no day '2019-02-30'",
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
        "agencies.yml:2: not valid YAML: did not find expected node content",
    ),
    "an empty registry": (write("agencies.yml", ""), "agencies.yml:1: not a mapping"),
    "a registry of nobody": (write("agencies.yml", "agencies: []\n"), "agencies.yml:0: no agency"),
    "one kind that there is not": (
        replace("agencies.yml", "kind: constituent", "kind: planet"),
        "agencies.yml:19: kind: one of constituent, special, direct, bureau, institution, party, "
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


FACTS = "notices/2021/facts.yml"
UNKNOWN = {
    # file, what stands there, the mistake, its line, what is meant
    "in facts": (FACTS, "sources:\n", "surces: {}\nsources:\n", 48, None),
    "in a stated fact": (FACTS, "note: ", "nota: ", 7, "note"),
    "in a section": (FACTS, "heading: 总体要求,", "headings: 总体要求,", 17, "heading"),
    "in a task": (FACTS, "agencies_state:", "agencies_sate:", 26, "agencies_state"),
    "of a number": (FACTS, "agencies_state:", "number_sate:", 26, "number_state"),
    "in a fact": (FACTS, "comment: true", "coment: true", 47, "comment"),
    "in a source": (FACTS, ", date: 2021-04-13", ", dat: 2021-04-13", 49, "date"),
    "in themes": ("themes.yml", "decisions:", "decisons:", 114, "decisions"),
    "all themes": ("themes.yml", "\nthemes:", "\nthems:", 13, "themes"),
    "in a theme": ("themes.yml", "    description:", "    descripton:", 17, "description"),
    "in a ladder": ("themes.yml", "      rungs:", "      rung:", 24, "rungs"),
    "in a cell": ("themes.yml", "words: 落户限制全面放开", "wrds: 落户限制全面放开", 28, "words"),
    "in a subject": ("figures.yml", "    entries:", "    entires:", 9, "entries"),
    "all subjects": ("figures.yml", "\nsubjects:", "\nsubject:", 4, "subjects"),
    "in a series": ("series.yml", "\nmembers:", "\nmembres:", 14, "members"),
    "in a member": ("series.yml", "    form:", "    from:", 19, "form"),
    "in a sibling": ("series.yml", "    note: 每项", "    notes: 每项", 60, "note"),
    "in an agency": ("agencies.yml", "    predecessors:", "    predecesors:", 22, "predecessors"),
    "in a step": ("agencies.yml", "verified: true", "verifed: true", 107, "verified"),
    "of no agency": ("agencies.yml", "{printed: 各省", "{kind: x, printed: 各省", 1121, None),
    "in a source file": (SOURCE, "steps:", "step:", 13, "steps"),
    "of the original": (SOURCE, "  file:", "  files:", 5, "file"),
    "in front matter": (NOTICE, "series:", "seris: x\nseries:", 3, None),
    "in a page": ("pages/about.md", "title:", "titel: x\ntitle:", 2, None),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_key_is_a_problem(name: str, copy: Path) -> None:
    """At any level of any file, at its line, with the key that is meant or those that there may be."""
    path, old, new, line, meant = UNKNOWN[name]
    replace(path, old, new)(copy)
    with pytest.raises(ContentError) as caught:
        load_content(copy)
    (problem,) = (p for p in caught.value.problems if p.message.startswith("unknown key "))
    assert (problem.path, problem.line) == ((copy / path).as_posix(), line)
    assert problem.hint.startswith(f"is {meant} meant?" if meant else "there may be ")


LADDER = {
    # what stands there, the mistake, what is said
    "words that stand nowhere": (
        "words: 落户限制全面放开",
        "words: 落户限制放开",
        "'落户限制放开' does not stand there",
    ),
    "a fact that nobody knows": (
        "fact: 落户·中小城市和建制镇",
        "fact: 落户·小城市",
        "nothing is known at '2018 落户·小城市'",
    ),
    "a place that there is not": (
        "at: 2020-01#s1, words",
        "at: 2020-01#s9, words",
        "nothing is known at '2020-01#s9'",
    ),
    "a place of another year": (
        '"2020", at: 2020-01#s1, words',
        '"2019", at: 2020-01#s1, words',
        "2020-01#s1 is no place of 2019",
    ),
}


@pytest.mark.parametrize("name", LADDER)
def test_a_ladder_says_what_its_sources_say(name: str, copy: Path) -> None:
    """A cell's words stand in the text or the fact that it names; others are a Problem at their line."""
    old, new, wanted = LADDER[name]
    before = (copy / "themes.yml").read_text("utf-8")
    replace("themes.yml", old, new)(copy)
    line = before[: before.index(old)].count("\n") + 1
    assert problems(copy) == [f"{(copy / 'themes.yml').as_posix()}:{line}: {wanted}"]


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


LAST_OTHER = "  - {printed: 重庆市和四川省有关部门}\n"
OWN = {
    # the file, what stands there, the mistake, the only Problem
    "an agency twice": (
        "agencies.yml", "  - id: moe", "  - id: ndrc",
        "26: id 'ndrc' is given twice",
    ),
    "a name that is none twice": (
        "agencies.yml", LAST_OTHER, LAST_OTHER * 2,
        "1124: printed '重庆市和四川省有关部门' is given twice",
    ),
    "an agency's name that is none": (
        "agencies.yml", LAST_OTHER, LAST_OTHER + "  - {printed: 公安部}\n",
        "1124: 公安部 belongs to mps already",
    ),
    "a member twice": (
        "series.yml", '- id: "2019"', '- id: "2018"',
        "16: id '2018' is given twice",
    ),
    "a member that is no year": (
        "series.yml", '- id: "2019"', "- id: 901x",
        "16: id: a year of four digits, or one with a name (sichuan-2023) is expected",
    ),
    "an invented member": (
        "series.yml", '- id: "2019"', '- id: "9019"',
        "16: fiction and the real record never mix",
    ),
    "another series twice": (
        "series.yml", "\nmembers:", "\nothers: [{id: a, title: b}, {id: a, title: c}]\nmembers:",
        "14: id 'a' is given twice",
    ),
    "another series without an address": (
        "series.yml", "\nmembers:", "\nothers: [{id: 四川, title: b}]\nmembers:",
        "14: not an id: '四川'",
    ),
    "the series' own id": (
        "series.yml", "\nmembers:", "\nothers: [{id: urbanization, title: b}]\nmembers:",
        "14: id 'urbanization' is the series' own",
    ),
    "a theme twice": (
        "themes.yml", "  - id: public-services", "  - id: hukou",
        "63: id 'hukou' is given twice",
    ),
    "a theme of nothing": (
        "themes.yml", '["2019:健全城市投融资机制", 2020-21]', "[]",
        "110: tasks: at least one task is expected",
    ),
    "a theme's state": (
        "themes.yml", "state: confirmed\n    reason: 两年的标题都写城市投",
        "state: x\n    reason: 城市投",
        "108: state: one of confirmed, proposed, rejected is expected",
    ),
    "a subject twice": (
        "figures.yml", "  - id: hukou-towns", "  - id: hukou-below-3m",
        "15: id 'hukou-below-3m' is given twice",
    ),
    "a subject without an address": (
        "figures.yml", "  - id: hukou-towns", "  - id: 落户",
        "15: not an id: '落户'",
    ),
    "a section twice": (
        FACTS, "number: 二, heading: 促进", "number: 一, heading: 促进",
        "18: number '一' is given twice",
    ),
    "a topic twice": (
        FACTS, "topic: 落户·积分落户", "topic: 落户·重点人群",
        "36: topic '落户·重点人群' is given twice",
    ),
    "a number of sections": (
        FACTS, "section_count: {value: ", "section_count: {value: 约",
        "14: section_count: not a number: '约8'",
    ),
    "a day that is none": (
        "agencies.yml", 'since: "2018"', "since: 昨天",
        "141: since: a year or a day (2018, 2018-04-02) is expected",
    ),
    "a day that never was": (
        "agencies.yml", 'until: "2018"', 'until: "2018-02-30"',
        "850: until: a year or a day (2018, 2018-04-02) is expected",
    ),
    "an unverified field that there is not": (
        "agencies.yml", "unverified: [english]", "unverified: [nonsense]",
        "24: unverified: there is no field 'nonsense'",
    ),
    "an agency of an unknown series": (
        "agencies.yml", "unverified: [english]", "series: [urbanisation]",
        "24: series: there is no series 'urbanisation'",
    ),
    "whether a list is open": (
        FACTS, "open: true", "open: maybe",
        "26: open: true or false is expected",
    ),
    "a text that is true": (
        "agencies.yml", "name: 教育部", "name: true",
        "27: name: a text is expected",
    ),
    "a key that is a list": (
        "series.yml", "issuer: 国家", "? [issuer]\n: 国家",
        "13: not valid YAML: a key is a text",
    ),
    "facts of an unknown series": (
        FACTS, "series: urbanization", "series: urbanisation",
        "2: series: there is no series 'urbanisation'",
    ),
    "a text of an unknown series": (
        NOTICE, "series: urbanization", "series: urbanisation",
        "3: series: there is no series 'urbanisation'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_a_mistake_at_its_own_line(name: str, copy: Path) -> None:
    """Nothing else is told, and the line is the key's."""
    path, old, new, wanted = OWN[name]
    replace(path, old, new)(copy)
    assert problems(copy) == [f"{(copy / path).as_posix()}:{wanted}"]


def test_a_series_is_declared(copy: Path) -> None:
    """A series that series.yml names under others can be a notice's; the hint says how."""
    with pytest.raises(ContentError) as caught:
        replace(FACTS, "series: urbanization", "series: sichuan")(copy)
        load_content(copy)
    assert "declared in series.yml, under others" in caught.value.problems[0].hint
    with (copy / "series.yml").open("a", encoding="utf-8") as file:
        file.write("others: [{id: sichuan, title: 四川}]\n")
    assert {known.series for known in load_content(copy).facts} == {"urbanization", "sichuan"}


def empty_ledger(content: Path) -> None:
    (content / "addresses.txt").write_text("# nothing\n")


@pytest.mark.parametrize(
    "lose", [empty_ledger, lambda content: (content / "addresses.txt").unlink()]
)
def test_published_addresses_stay_guarded(lose: Callable[[Path], None], copy: Path) -> None:
    """Where they are to be guarded, a ledger that is gone or empty is a Problem."""
    lose(copy)
    load_content(copy)
    with pytest.raises(ContentError) as caught:
        load_content(copy, guarded=True)
    (problem,) = caught.value.problems
    assert problem.path.endswith("/addresses.txt") and "keytasks ledger" in problem.hint


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
