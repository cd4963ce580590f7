"""How texts of linked tasks differ: headings, clauses cut elsewhere, figures, long texts."""

from __future__ import annotations

import re

import pytest

from generator.compare import text_diff
from generator.compare.figure_changes import figure_changes
from generator.compare.likeness import bag, dice
from generator.compare.notices import sentences_by_part
from generator.compare.segments import segment_spans
from generator.compare.text_diff import diff_tasks
from generator.model.comparison import DiffGroup, GroupKind
from generator.model.content import Content
from generator.model.notice import Sentence
from site_tests.evaluation.long_texts import long_texts

Side = list[tuple[str, list[Sentence]]]


def side(task: str, heading: str, *sentences: str) -> Side:
    parts = [Sentence(id="h", text=heading)] if heading else []
    return [(task, parts + [Sentence(id=f"s{n}", text=t) for n, t in enumerate(sentences, 1)])]


def texts(groups: tuple[DiffGroup, ...], keep: str) -> list[str]:
    return ["".join(r.text for r in g.runs if r.op in keep) for g in groups]


def test_a_heading_is_compared() -> None:
    """A figure that changed in the heading alone is a change, and of the figures too."""
    body = "督促各岛落实。"
    old = side("9001-01", "放开300万以下城市落户", body)
    new = side("9002-01", "放开500万以下城市落户", body)
    groups = diff_tasks(old, new)
    assert [(g.heading, g.kind) for g in groups] == [
        (True, GroupKind.CHANGED),
        (False, GroupKind.EQUAL),
    ]
    assert groups[0].old[0].sentence == groups[0].new[0].sentence == "h"
    changes = figure_changes(groups, sentences_by_part(old) | sentences_by_part(new)).all()
    assert [(c.old.figure.text, c.new.figure.text) for c in changes if c.old and c.new] == [
        ("300万以下", "500万以下")
    ]


def shown(groups: tuple[DiffGroup, ...]) -> list[str]:
    """Each group's kind and runs, noise in brackets."""
    return [
        f"{g.kind.value}: "
        + " ".join(f"{r.op}{r.text}{f'({r.noise.value})' if r.noise else ''}" for r in g.runs)
        for g in groups
    ]


LIGHTS, QUAYS, RICE, FISH = "修建东岛灯塔。", "管护西岛码头。", "种植水稻蔬菜。", "养殖鱼虾贝藻。"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ([LIGHTS], [LIGHTS], [f"equal: ={LIGHTS}"]),
        ([], [LIGHTS], [f"inserted: +{LIGHTS}"]),
        ([LIGHTS], [], [f"deleted: -{LIGHTS}"]),
        ([], [], []),
        # What is gone stands behind what stood before it, at the beginning where nothing did.
        ([LIGHTS, QUAYS], [QUAYS], [f"deleted: -{LIGHTS}", f"equal: ={QUAYS}"]),
        ([LIGHTS, QUAYS], [LIGHTS], [f"equal: ={LIGHTS}", f"deleted: -{QUAYS}"]),
        (
            [LIGHTS, QUAYS, RICE],
            [FISH, LIGHTS],
            [f"inserted: +{FISH}", f"equal: ={LIGHTS}", f"deleted: -{QUAYS}", f"deleted: -{RICE}"],
        ),
        (
            [LIGHTS, QUAYS, RICE],
            [FISH, RICE],
            [f"deleted: -{LIGHTS}", f"deleted: -{QUAYS}", f"inserted: +{FISH}", f"equal: ={RICE}"],
        ),
        (
            [LIGHTS, QUAYS, RICE, FISH],
            [FISH, LIGHTS, QUAYS],
            [f"moved: ={FISH}", f"equal: ={LIGHTS}", f"equal: ={QUAYS}", f"deleted: -{RICE}"],
        ),
        (
            [LIGHTS, QUAYS, RICE],
            [LIGHTS, FISH, RICE],
            [f"equal: ={LIGHTS}", f"deleted: -{QUAYS}", f"inserted: +{FISH}", f"equal: ={RICE}"],
        ),
        # Several segments in a match: behind the last of them comes what is gone.
        (
            ["修建东岛灯塔，管护西岛码头，", RICE, FISH],
            ["修建东岛灯塔、管护西岛码头，", FISH],
            [
                "changed: =修建东岛灯塔 -，(format) +、(format) =管护西岛码头，",
                f"deleted: -{RICE}",
                f"equal: ={FISH}",
            ],
        ),
    ],
)
def test_groups_in_the_new_order(old: list[str], new: list[str], wanted: list[str]) -> None:
    """Every segment once, in the new text's order, what is gone behind what stood before it."""
    assert shown(diff_tasks(side("9001-01", "", *old), side("9002-01", "", *new))) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("修灯塔", "种水稻", "rewritten: -修灯塔 +种水稻"),
        ("", "种水稻", "inserted: +种水稻"),
        ("修灯塔。", "种水稻。", "rewritten: -修灯塔 +种水稻 =。"),
        ("修灯塔。", "种水稻，", "rewritten: -修灯塔。 +种水稻，"),
        ("修灯塔好", "种水稻好", "rewritten: -修灯塔好 +种水稻好"),
        ("修建灯塔，", "修建灯楼，", "changed: =修建 -灯塔 +灯楼 =，"),
    ],
)
def test_what_is_rewritten(old: str, new: str, wanted: str) -> None:
    """Where hardly a word stayed: one deletion, one insertion, and a closing mark that both have."""
    assert shown(diff_tasks(side("9001-01", old), side("9002-01", new))) == [wanted]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        # Two of the shorter side's four characters stayed, of the longer one's seven.
        ("修建码头", "修建灯塔和渔港", GroupKind.CHANGED),
        ("修建灯塔和渔港", "修建码头", GroupKind.CHANGED),
        # Two of seven and of eight.
        ("修建码头和渡口", "修建灯塔及养殖场", GroupKind.REWRITTEN),
    ],
)
def test_words_that_stayed_keep_a_text(old: str, new: str, kind: GroupKind) -> None:
    """A text is rewritten only where less than 0.35 of the shorter side stayed."""
    (group,) = diff_tasks(side("9001-01", old), side("9002-01", new))
    assert dice(bag(old), bag(new)) < text_diff.NEARLY
    assert group.kind == kind


def test_what_is_nearly_the_same_is_not_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts just as alike as the measure asks are not rewritten, those below it are."""
    old, new = "修灯塔好", "种水稻好"
    alike = dice(bag(old), bag(new))
    for measure, kind in ((alike, GroupKind.CHANGED), (alike + 0.001, GroupKind.REWRITTEN)):
        monkeypatch.setattr(text_diff, "NEARLY", measure)
        (group,) = diff_tasks(side("9001-01", old), side("9002-01", new))
        assert group.kind == kind


def test_a_new_name_alone_is_no_new_text() -> None:
    """What differs in writing alone counts as what stayed: the heading is changed, not rewritten."""
    names = {"卫生计生委": "nhc", "卫生健康委": "nhc"}
    groups = diff_tasks(
        side("9001-01", "卫生计生委、渔民"), side("9002-01", "卫生健康委、船工"), names
    )
    assert [g.kind for g in groups] == [GroupKind.CHANGED]
    groups = diff_tasks(side("9001-01", "卫生计生委、渔民"), side("9002-01", "卫生健康委、船工"))
    assert [g.kind for g in groups] == [GroupKind.REWRITTEN]


def test_moved_text_may_have_changed() -> None:
    """A move is one whatever else became of it, and its runs say what."""
    old = side("9001-01", "", "修建东岛灯塔。", "管护西岛码头。", "种植水稻蔬菜。")
    new = side("9002-01", "", "种植水稻果树。", "修建东岛灯塔。", "管护西岛码头。")
    first, *rest = shown(diff_tasks(old, new))
    assert first == "moved: =种植水稻 -蔬菜 +果树 =。"
    assert rest == ["equal: =修建东岛灯塔。", "equal: =管护西岛码头。"]


def test_headings_of_a_split() -> None:
    """The nearest heading is the old one's, the other is new; no heading is matched with text."""
    old = side("9001-01", "建设星湾岛群", "建设环湾专线。", "编制岛群规划。")
    new = side("9002-01", "编制岛群规划", "编制岛群规划。") + side(
        "9002-02", "建设环湾专线", "建设环湾专线。"
    )
    groups = diff_tasks(old, new)
    headings = [(len(g.old), len(g.new), g.kind) for g in groups if g.heading]
    assert headings == [(0, 1, GroupKind.INSERTED), (1, 1, GroupKind.REWRITTEN)]
    for group in groups:
        assert len({ref.sentence == "h" for ref in (*group.old, *group.new)}) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("推进户籍制度改革，完善公共服务。", "推进户籍制度改革、完善公共服务。"),
        ("推进户籍制度改革，完善公共服务。", "推进户籍制度改革完善公共服务。"),
        ("修建灯塔、管护渡口，清理码头。", "修建灯塔，管护渡口、清理码头。"),
        ("修建灯塔。管护渡口，清理码头。", "修建灯塔、管护渡口、清理码头。"),
    ],
)
def test_clauses_cut_elsewhere(old: str, new: str) -> None:
    """A mark that parts or joins clauses is a change of marks: no word goes or comes."""
    around = "在岛上连续居住五年。"
    groups = diff_tasks(side("9001-01", "", around, old), side("9002-01", "", around, new))
    changed = [run for group in groups for run in group.runs if run.op != "="]
    assert changed
    assert all(run.noise == "format" for run in changed)
    assert not any(char.isalnum() for run in changed for char in run.text)


def test_a_clause_joins_its_match() -> None:
    """A clause drawn into its reworded neighbour goes with it instead of being taken away."""
    old = side("9001-01", "", "推进户籍制度改革，完善岛上公共服务，修建灯塔。")
    new = side("9002-01", "", "加快推进户籍制度改革、完善各岛公共服务，修建灯塔。")
    groups = diff_tasks(old, new)
    assert [(len(g.old), len(g.new), g.kind) for g in groups] == [
        (2, 1, GroupKind.CHANGED),
        (1, 1, GroupKind.EQUAL),
    ]


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("9001年底前开通2条。", "9002年底前开通5条。", "开通。"),
        ("9001年底前建2座。", "9002年底前建5座。", "建。"),
        ("9001年。", "9002年。", "。"),
        ("9001年底前新开通2条。", "9002年底前开通5条。", None),
    ],
)
def test_new_figures_are_no_new_clause(old: str, new: str, stays: str | None) -> None:
    """However short a clause, where only its figures changed it is not rewritten."""
    groups = diff_tasks(side("9001-01", "", old), side("9002-01", "", new))
    assert [g.kind for g in groups] == [GroupKind.CHANGED]
    assert stays is None or texts(groups, "=") == [stays]


def test_new_words_are_a_new_clause() -> None:
    """The same figure does not keep a clause whose words are others, nor do other figures."""
    for old, new in (("渔民5人。", "船工5人。"), ("修灯塔300座。", "清码头500座。")):
        groups = diff_tasks(side("9001-01", "", old), side("9002-01", "", new))
        assert GroupKind.CHANGED not in {g.kind for g in groups}, old


def test_thousands_are_not_cut() -> None:
    """A full-width comma in a number ends no clause; one between two numbers does."""
    cut = [text[a:b] for text in ("投入1，000万元，修建灯塔。",) for a, b in segment_spans(text)]
    assert cut == ["投入1，000万元，", "修建灯塔。"]
    assert len(segment_spans("到9002，100座灯塔建成。")) == 2


def test_marks_alone_are_no_clause() -> None:
    """However many marks stand together, every clause has a word."""
    assert list(segment_spans("修建，，，灯塔。。")) == [(0, 5), (5, 9)]
    assert list(segment_spans("，，，")) == [(0, 3)]


def test_names_stay_whole() -> None:
    """A body's old and new name face each other whole, as a change of name."""
    names = {"卫生计生委": "nhc", "卫生健康委": "nhc"}
    old = side("9001-01", "", "由国家卫生计生委牵头办理。")
    groups = diff_tasks(old, side("9002-01", "", "由卫生健康委牵头办理。"), names)
    changed = [(r.op, r.text, r.noise) for r in groups[0].runs if r.op != "="]
    assert changed == [("-", "国家卫生计生委", "name"), ("+", "卫生健康委", "name")]


def test_what_was_compared_before_does_not_show() -> None:
    """Words and clauses that are kept say nothing of names, nor of the place a task had."""
    names = {"卫生计生委": "nhc", "卫生健康委": "nhc"}
    old = side("9001-02", "", "由卫生计生委牵头。")
    new = side("9002-02", "", "由卫生健康委牵头。")
    named, bare = diff_tasks(old, new, names), diff_tasks(old, new)
    assert {run.noise for run in named[0].runs} == {None, "name"}
    assert {run.noise for run in bare[0].runs} == {None}
    assert diff_tasks(old, new, names) == named
    first = side("9001-01", "", "修建灯塔。", "清理码头。")
    places = [ref.part for group in diff_tasks(first + old, new, names) for ref in group.old]
    assert sorted(places) == [0, 1, 2] and named[0].old[0].part == 0


def test_long_texts_are_compared_rightly(content: Content) -> None:
    """Texts of 20,000 characters, whatever they are; `make bench` says how long it takes."""
    tasks = content.notices[0].notice.tasks
    for name, (old, new) in long_texts([s.text for t in tasks for s in t.sentences]).items():
        groups = diff_tasks(side("9001-01", "", old), side("9002-01", "", new))
        assert "".join(texts(groups, "=+")) == new, name


def test_a_long_text_keeps_what_stayed(content: Content) -> None:
    """A few words changed in 3,000 characters without a mark are a few changes."""
    tasks = content.notices[0].notice.tasks
    bare = re.sub("[，；：。！？]", "", "".join(s.text for t in tasks for s in t.sentences))
    new = bare[:1000] + "灯塔" + bare[1000:2000] + bare[2010:]
    groups = diff_tasks(side("9001-01", "", bare), side("9002-01", "", new))
    assert sum(len(r.text) for g in groups for r in g.runs if r.op == "=") > len(bare) - 40
