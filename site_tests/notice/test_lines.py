"""A text's lines: a sentence each, and every clause with its mark."""

import hashlib
import re
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.notice.lines import clause_pieces
from generator.problems import ContentError
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"
NOTICE = "notices/9002/notice.md"


MISCUT = {
    "a break behind a comma": (
        ("潮位核定票价，", "潮位核定票价，\n"),
        "39: a line break in the middle of a sentence, behind '和潮位核定票价，'",
    ),
    "a break in a word": (
        ("鼓励夜间渡船", "鼓励夜\n间渡船"),
        "40: a line break in the middle of a sentence, behind '鼓励夜'",
    ),
    "a blank line in a sentence": (
        ("潮位核定票价，", "潮位核定票价，\n\n"),
        "39: '按航程、载重和潮位核定票价，' ends without a mark",
    ),
    "a break before the end": (
        ("渡船减价。", "渡船减价\n。"),
        "40: a line break in the middle of a sentence, behind '鼓励夜间渡船减价'",
    ),
    "a break inside a bracket of the letter": (
        ("《9002年群岛渡运和岛陆融合重点任务》已经", "《9002年群岛渡运\n和岛陆融合重点任务》已经"),
        "16: a line break in the middle of a sentence, behind '002年群岛渡运'",
    ),
    "two sentences on a line": (
        ("按月公布。\n", "按月公布。"),
        "39: more than a sentence on a line: it ends '票价，按月公布。'",
    ),
    "a sentence in the heading": (
        ("### （二）完善渡船票价机制。\n\n", "### （二）完善渡船票价机制。"),
        "37: a sentence in a task's heading",
    ),
    "a clause without its mark": (
        ("> （渡津部、稻田署等负责）", "（渡津部、稻田署等负责）"),
        "42: a clause without its mark: '（渡津部、稻田署等负责）'",
    ),
    "a clause of its own paragraph": (
        ("> （渡津部、稻田署等负责）", "\n（渡津部、稻田署等负责）"),
        "43: a clause without its mark: '（渡津部、稻田署等负责）'",
    ),
    "a clause before more text": (
        ("> （渡津部、贝壳银行等负责）", "（渡津部、贝壳银行等负责）"),
        "73: a clause without its mark: '（渡津部、贝壳银行等负责'",
    ),
    "a clause behind its sentence": (
        ("减收三成。\n> （渡津部", "减收三成。（渡津部"),
        "41: more than a sentence on a line: it ends '和孕妇减收三成。'",
    ),
}


@pytest.mark.parametrize("name", MISCUT)
def test_a_wrong_cut_is_one_problem(name: str, corpus: Path) -> None:
    """At its line; the characters are the same, so that no hash would tell."""
    (old, new), wanted = MISCUT[name]
    path = corpus / NOTICE
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(corpus)
    found = [f"{p.line}: {p.message}" for p in caught.value.problems if "sha256" not in p.message]
    assert found == [wanted]


def test_names_alone_are_a_clause(corpus: Path) -> None:
    """A bracket of nothing but known bodies is one without 负责; any other bracket is none."""
    for name in ("original.txt", "notice.md"):
        path = corpus / "notices/9002" / name
        text = path.read_text("utf-8")
        text = text.replace("（渡津部、稻田署等负责）", "（渡津部、稻田署等）")
        path.write_text(text.replace("> （渡津部、稻田署等）", "（渡津部、稻田署等）"), "utf-8")
    with pytest.raises(ContentError, match=r"notice\.md:42: a clause without its mark"):
        load_content(corpus)
    path.write_text(path.read_text("utf-8").replace("（渡津部、稻", "（老渡口、稻"), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(corpus)
    assert "without its mark" not in str(caught.value)


def test_a_paragraph_that_the_source_has_so(corpus: Path) -> None:
    """An end without a mark that a person looked at in the import is no Problem."""
    changes = {
        "original.txt": ("逐项写明完成时限。", "逐项写明完成时限"),
        "notice.md": ("逐项写明完成时限。", "逐项写明完成时限"),
        "source.yml": (
            "steps: []",
            "reviewed: [\"9: '各岛把任务列成清单，逐项写明完成时限' ends without a mark\"]\nsteps: []",
        ),
    }
    for name, (old, new) in changes.items():
        path = corpus / "notices/9002" / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    digest = hashlib.sha256((corpus / "notices/9002/original.txt").read_bytes()).hexdigest()
    text = re.sub(r"sha256: \w+", f"sha256: {digest}", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    assert len(load_content(corpus).notices) == 3
    path.write_text(text.replace("ends without", "ends with"), "utf-8")
    with pytest.raises(ContentError, match=r"99: .* ends without a mark"):
        load_content(corpus)


PIECES = {
    "修灯塔。（甲部负责）": ["修灯塔。", "> （甲部负责）"],
    "修灯塔（甲部负责）。": ["修灯塔", "> （甲部负责）。"],
    "修灯塔（责任单位：甲部）。管码头。": ["修灯塔", "> （责任单位：甲部）。", "管码头。"],
    "修灯塔（含甲部的灯塔）。": ["修灯塔（含甲部的灯塔）。"],
    "修灯塔，（甲部）管码头。": ["修灯塔，（甲部）管码头。"],
    "修灯塔。（甲部、乙部等14部门）": ["修灯塔。", "> （甲部、乙部等14部门）"],
    "修灯塔。【责任单位：甲部】": ["修灯塔。", "> 【责任单位：甲部】"],
    "修灯塔。责任单位：甲部、乙部。": ["修灯塔。", "> 责任单位：甲部、乙部。"],
    "责任单位：甲部、外馆": ["> 责任单位：甲部、外馆"],
    "牵头单位：甲部；配合单位：乙部。": ["> 牵头单位：甲部；配合单位：乙部。"],
    "由甲部牵头，乙部配合。": ["> 由甲部牵头，乙部配合。"],
    "由外馆牵头，乙部配合。": ["由外馆牵头，乙部配合。"],
    "修灯塔，甲部负责。": ["修灯塔，甲部负责。"],
}


@pytest.mark.parametrize("text", PIECES)
def test_what_of_a_paragraph_is_a_clause(text: str) -> None:
    """Brackets behind or at the end of a sentence, lines with a label, a line that is read as a whole."""
    pieces = clause_pieces(text, {"甲部", "乙部"})
    assert [f"{'> ' * clause}{piece}" for piece, clause in pieces] == PIECES[text]
    assert "".join(piece for piece, _ in pieces) == text
