"""A text that differs from its original: a Problem at the place, or a correction that says so."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from generator.build import build_outputs
from generator.content.loading import load_content, load_frame, load_held
from generator.content.originals import place_text
from generator.model.provenance import Correction
from generator.notice.normal_text import text_sha256
from generator.problems import ContentError, Problem
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"
OLD, NEW = "按月公布", "按日公布"
CORRECTION = "corrections:\n  - {was: 按月公布, now: 按日公布, why: 虚构的依据}"


def change(corpus: Path, name: str, *changes: tuple[str, str]) -> None:
    path = corpus / "notices/9002" / name
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def problems(corpus: Path) -> list[Problem]:
    try:
        load_content(corpus)
    except ContentError as error:
        return list(error.problems)
    return []


def paste_hash(corpus: Path) -> None:
    """Puts the text's own hash into source.yml, as somebody in a hurry would."""
    held, _ = load_held(corpus, "9002", load_frame(corpus)[1])
    path = corpus / "notices/9002/source.yml"
    digest = text_sha256(held.notice)
    text = re.sub(r"(text:\n  sha256: )\w+", rf"\g<1>{digest}", path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def test_a_changed_text_is_a_problem_whatever_its_hash(corpus: Path) -> None:
    """At the line of the first difference, with what stands there and what should."""
    change(corpus, "notice.md", (OLD, NEW))
    for _ in range(2):
        found = problems(corpus)
        assert [(Path(p.path).name, p.line) for p in found] == [("notice.md", 39)]
        assert (
            "the text has '日公布。鼓励夜间', the original '月公布。鼓励夜间'" in found[0].message
        )
        assert "under corrections" in found[0].hint
        assert not re.search(r"[0-9a-f]{64}", str(found[0]))
        paste_hash(corpus)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("鼓励夜间渡船减价。\n", "", 40),
        ("逐项写明完成时限。", "逐项写明完成时限，特此通知。", 99),
        ("# 云屿国", "# 云屿岛国", 10),
        ("（渡津部、稻田署等负责）", "（稻田署、渡津部等负责）", 42),
    ],
)
def test_where_it_differs(old: str, new: str, line: int, corpus: Path) -> None:
    """Lines count from the file's first one, front matter and all."""
    change(corpus, "notice.md", (old, new))
    if line == 10:
        change(corpus, "notice.md", ("title: 云屿国", "title: 云屿岛国"))
    assert [p.line for p in problems(corpus)] == [line]


def test_a_correction_accounts_for_it(corpus: Path) -> None:
    """Only when the corrections account for the change is the new hash told."""
    change(corpus, "notice.md", (OLD, NEW))
    change(corpus, "source.yml", ("corrections: []", CORRECTION))
    (found,) = problems(corpus)
    assert "text.sha256 is not the hash of this text" in found.message
    paste_hash(corpus)
    held = next(h for h in load_content(corpus).notices if h.notice.id == "9002")
    assert held.provenance.corrections == (Correction(was=OLD, now=NEW, why="虚构的依据"),)
    change(corpus, "notice.md", ("减收三成", "减收四成"))
    assert [p.line for p in problems(corpus)] == [41]


def test_a_correction_is_published(corpus: Path) -> None:
    """The notice's page and its data say what was, what is now, and why."""
    change(corpus, "notice.md", (OLD, NEW))
    change(corpus, "source.yml", ("corrections: []", CORRECTION))
    paste_hash(corpus)
    outputs = {
        o.path: o.data.decode("utf-8", "replace") for o in build_outputs(corpus, ROOT / "templates")
    }
    page = outputs["9002/index.md"]
    assert "除下列更正外一字未动" in page and "没有更正" not in page
    assert "原作“按月公布”，现作“按日公布”（虚构的依据）。" in page
    assert "按月公布 → 按日公布 (虚构的依据)" in outputs["data/v1/notices/9002.json"]


@pytest.mark.parametrize(
    ("correction", "told"),
    [
        ("{was: 按月公布, now: 按年公布, why: x}", "'按年公布', which stands 0 times"),
        ("{was: 月, now: 日, why: x}", "'日', which stands "),
        ("{was: 按月公布, now: 按日公布}", "why: a text is expected"),
        ("{was: 按年公布, now: 按日公布, why: x}", "its corrections undone, has '年公布"),
        ("按月改作按日", "corrections: a list of mappings is expected"),
    ],
)
def test_corrections_that_do_not_hold(correction: str, told: str, corpus: Path) -> None:
    """A correction names one place, what stood there, what stands there, and why."""
    change(corpus, "notice.md", (OLD, NEW))
    change(corpus, "source.yml", ("corrections: []", f"corrections:\n  - {correction}"))
    paste_hash(corpus)
    assert any(told in p.message for p in problems(corpus)), problems(corpus)


def test_corrections_are_undone_from_the_last(corpus: Path) -> None:
    """A later correction may change what an earlier one put in."""
    change(corpus, "notice.md", (OLD, "按旬公布"))
    more = "\n  - {was: 按日公布, now: 按旬公布, why: 虚构}"
    change(corpus, "source.yml", ("corrections: []", CORRECTION + more))
    paste_hash(corpus)
    assert problems(corpus) == []


def test_white_space_is_no_change(corpus: Path) -> None:
    """A paragraph cut in two has the same characters: only its hash is another one."""
    change(corpus, "notice.md", ("按月公布。\n", "按月公布。\n\n"))
    (found,) = problems(corpus)
    assert "text.sha256 is not the hash of this text" in found.message


def original(corpus: Path, name: str, data: bytes, more: str = "") -> None:
    """Puts another original in the place of the text file."""
    folder = corpus / "notices/9002"
    (folder / "original.txt").unlink()
    (folder / name).write_bytes(data)
    text = (folder / "source.yml").read_text("utf-8")
    text = text.replace("original.txt", name)
    digest = hashlib.sha256(data).hexdigest()
    text = re.sub(r"(file: .*\n  sha256: )\w+", rf"\g<1>{digest}", text)
    text = re.sub(r"(text:\n  sha256: \w+)", rf"\g<1>{more}", text)
    (folder / "source.yml").write_text(text, "utf-8")


def imported(text: str) -> str:
    digest = hashlib.sha256("".join(text.split()).encode()).hexdigest()
    return f"\n  imported_sha256: {digest}"


TEXT = (CORPUS / "notices/9002/original.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("original.html", b"<p>x"),
        ("original.txt", TEXT.encode("gb18030")),
        ("original.txt", TEXT.encode("utf-16")),
    ],
)
def test_originals_that_are_no_plain_text(name: str, data: bytes, corpus: Path) -> None:
    """Of them the hash of what was imported is recorded; the rule is the same."""
    original(corpus, name, data)
    assert ["imported_sha256 is missing" in p.message for p in problems(corpus)] == [True]
    shutil.rmtree(corpus)
    shutil.copytree(CORPUS, corpus)
    (corpus / "themes.yml").unlink()
    (corpus / "figures.yml").unlink()
    original(corpus, name, data, imported(TEXT))
    assert problems(corpus) == []
    change(corpus, "notice.md", (OLD, NEW))
    paste_hash(corpus)
    assert [p.message for p in problems(corpus)] == ["the text is not the one that was imported"]
    change(corpus, "source.yml", ("corrections: []", CORRECTION))
    assert problems(corpus) == []


def test_page_feet_left_out_are_no_hole(corpus: Path) -> None:
    """Where something was removed from a plain text, the recorded hash decides."""
    change(corpus, "source.yml", ("steps: []", "removed: [虚构的页脚]\nsteps: []"))
    assert ["imported_sha256 is missing" in p.message for p in problems(corpus)] == [True]


def test_a_mark_of_the_byte_order_is_no_character(corpus: Path) -> None:
    """An original with a BOM is compared as well."""
    original(corpus, "original.txt", b"\xef\xbb\xbf" + TEXT.encode())
    assert problems(corpus) == []


def test_every_character_has_its_line() -> None:
    """Marks and white space have none; an escaped mark is a character."""
    placed = place_text("# 题\n\n> （甲）\n\\# 乙\n***\n丙 丁\n", first_line=5)
    assert placed.text == "题（甲）#乙丙丁"
    assert placed.lines == (5, 7, 7, 7, 8, 8, 10, 10)
