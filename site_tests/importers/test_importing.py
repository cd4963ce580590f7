"""`keytasks import`: every shape gives the same text; what is in doubt or in the way is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.importers.drafting import draft
from generator.importers.sources import RawSource
from generator.notice.normal_text import text_sha256
from generator.problems import ContentError
from site_tests.conftest import ROOT
from site_tests.running import CORPUS, run, snapshot
from site_tests.sources import SHAPES, TEXT, govcn_policy


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_the_same_text(name: str) -> None:
    """HTML of every layout, PDF, DOCX, wikitext, text in any encoding: one normal text."""
    made = draft(RawSource(name=name, data=SHAPES[name]()), notice_id="9002", series="yunyu")
    assert made.problems == () and made.notice is not None
    held = next(h for h in load_content(CORPUS).notices if h.notice.id == "9002")
    assert text_sha256(made.notice) == held.provenance.text_sha256


def test_importing_twice_changes_nothing(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new import writes notice, provenance and the raw file; the next one writes nothing."""
    shutil.rmtree(corpus / "notices/9002")
    path = tmp_path / "saved.html"
    path.write_bytes(govcn_policy())
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    code, said = run(capsys, *command, "--retrieved", "2026-11-24T00:00:00Z")
    assert code == 0 and "sections: 4, tasks: 11" in said
    first = snapshot(corpus)
    assert "notices/9002/original.html" in first
    held = load_content(corpus).notices
    assert [h.notice.id for h in held] == ["9003", "9002", "9001"]
    assert held[1].provenance.retrieval.time == "2026-11-24T00:00:00Z"
    code, said = run(capsys, *command)
    assert code == 0 and "nothing was written" in said
    assert snapshot(corpus) == first


def test_nothing_is_overwritten(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that is held stays without --force; --dry-run writes nothing; facts.yml stays."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace("孕妇", "病人"), "utf-8")
    (corpus / "notices/9002/facts.yml").write_text(
        'notice: "9002"\nseries: yunyu\nsections: []\ntasks: []\nfacts: []\nsources: {}\n', "utf-8"
    )
    before = snapshot(corpus)
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    assert run(capsys, *command)[0] == 2
    code, said = run(capsys, *command, "--dry-run")
    assert code == 0 and "without --dry-run: refused: " in said and "use --force" in said
    code, said = run(capsys, *command, "--force", "--dry-run")
    assert code == 0 and "refused" not in said
    assert snapshot(corpus) == before
    assert run(capsys, *command, "--force")[0] == 0
    after = snapshot(corpus)
    assert "病人" in after["notices/9002/notice.md"].decode()
    assert after["notices/9002/facts.yml"] == before["notices/9002/facts.yml"]


def test_unknown_names_are_told(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A body that the registry does not know is named with its task, and what to do about it."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace("鹿鸣院、", "鹿鸣馆、").replace("9002", "9004"), "utf-8")
    code, said = run(
        capsys, "import", str(path), "--notice", "9004", "--content", str(corpus), "--dry-run"
    )
    assert (
        code == 0 and "other.txt → paragraph:13: doubt: task （三）: nobody knows '鹿鸣馆'" in said
    )
    code, said = run(capsys, "import", str(path), "--notice", "9004", "--content", str(corpus))
    assert code == 1 and "1 doubt(s): look at each place, then say --accept-doubts" in said
    assert not (corpus / "notices/9004").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("9002年1月28日", "9002年1月32日", "there is no day 9002年1月32日"),
        ("9002年1月28日", "9002年2月29日", "there is no day 9002年2月29日"),
        ("按月公布", "2月30日前公布", "doubt: there is no day '2月30日'"),
        ("按月公布", "9001年13月3日公布", "doubt: there is no day '9001年13月3日'"),
    ],
)
def test_days_that_there_are_not(
    old: str, new: str, told: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a signature it is a Problem, elsewhere a doubt; the 29th of February may be a leap year's."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace(old, new).replace("按月公布", "2月29日公布"), "utf-8")
    shutil.rmtree(corpus / "notices/9002")
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    code, said = run(capsys, *command)
    assert code == 1 and said.count("there is no day") == 1 and told in said, said


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "not of the year of 9006: title 9002, annex 9002, number 9002, day of issue 9002"),
        ({"9002年": "9006年"}, "not of the year of 9006: number 9002"),
        ({"9002": "9006", "9006年1月": "9007年1月"}, "not of the year of 9006: day of issue 9007"),
        ({"9002": "9006", "《9006年": "《9005—9006年"}, None),
        ({"9002": "9006"}, None),
    ],
)
def test_another_years_text(
    changes: dict[str, str],
    told: str | None,
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Title, number and day of issue are of the year that the notice's id names, or in doubt."""
    path = tmp_path / "other.txt"
    text = TEXT
    for old, new in changes.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    command = ("import", str(path), "--notice", "9006", "--content", str(corpus))
    code, said = run(capsys, *command)
    assert code == (1 if told else 0), said
    assert ("doubt" not in said) if told is None else (told in said and "1 doubt(s)" in said)


def test_the_same_notice_twice(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Accepted though in doubt, another year's text or number is a Problem of the content."""
    path = tmp_path / "other.txt"
    command = ("import", str(path), "--notice", "9001", "--content", str(corpus))
    command = (*command, "--force", "--accept-doubts")
    for text, told in (
        (TEXT, "notices/9001/notice.md:0: the same text as 9002"),
        (
            TEXT.replace("按月", "按日"),
            "notices/9001/notice.md:12: 屿规〔9002〕11号 is the number of",
        ),
    ):
        path.write_text(text, "utf-8")
        assert run(capsys, *command)[0] == 0
        code, said = run(capsys, "check", "--content", str(corpus))
        assert code == 1 and told in said and "1 problem" in said


def test_a_number_that_facts_have(corpus: Path) -> None:
    """The number of a notice of which facts are known is no other one's."""
    folder = corpus / "notices/9000"
    folder.mkdir()
    (folder / "facts.yml").write_text(
        'notice: "9000"\nseries: yunyu\nnumber: {value: 屿规〔9002〕11号, state: seen, sources: [a]}\n'
        "sections: []\ntasks: []\nfacts: []\nsources: {a: {name: 虚构}}\n",
        "utf-8",
    )
    with pytest.raises(
        ContentError, match=r"9002/notice.md:12: 屿规〔9002〕11号 is the number of 9000"
    ):
        load_content(corpus)


def test_fiction_and_the_real_record(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fictional year is refused where the content is real, and a real one where it is fiction."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT, "utf-8")
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "real"))
    for content, notice, told in (
        (copy, "9002", "9002 is fiction, this content is not"),
        (copy, "xingwan-9002", "xingwan-9002 is fiction, this content is not"),
        (corpus, "2021", "this content is fiction, 2021 is not"),
    ):
        before = snapshot(content)
        code, said = run(capsys, "import", str(path), "--notice", notice, "--content", str(content))
        assert code == 2 and told in said
        assert snapshot(content) == before


def test_other_series(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A notice of another series has its own id and series."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace("屿规", "星规"), "utf-8")
    with (corpus / "series.yml").open("a", encoding="utf-8") as file:
        file.write("others: [{id: xingwan, title: 星湾郡（虚构）}]\n")
    arguments = ("--notice", "xingwan-9002", "--series", "xingwan", "--content", str(corpus))
    assert run(capsys, "import", str(path), *arguments)[0] == 0
    held = {h.notice.id: h.notice.series for h in load_content(corpus).notices}
    assert held["xingwan-9002"] == "xingwan"


def test_the_series_is_said(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import into a series that is not the content's own says so."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    arguments = ("--notice", "xingwan-9002", "--series", "xingwan", "--content", str(corpus))
    said = run(capsys, "import", str(path), *arguments, "--dry-run")[1]
    assert "series: xingwan is new" in said
    with (corpus / "series.yml").open("a", encoding="utf-8") as file:
        file.write("others: [{id: xingwan, title: 星湾郡（虚构）}]\n")
    said = run(capsys, "import", str(path), *arguments, "--dry-run")[1]
    assert "series: xingwan is known already" in said
    assert (
        "series:"
        not in run(capsys, "import", str(path), *("--notice", "9004"), "--content", str(corpus))[1]
    )


def test_little_is_printed_of_much(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a hundred things that were left out the terminal shows a few, and says how many more."""
    path = tmp_path / "a.html"
    path.write_bytes(govcn_policy().replace(b"</p>", b"<b hidden>x</b></p>"))
    said = run(
        capsys, "import", str(path), "--notice", "9004", "--content", str(corpus), "--dry-run"
    )[1]
    assert said.count("left out (hidden text)") == 12 and re.search(r"and \d+ more", said)
