"""Quotations: each sentence of a passage word by word, nearly, or not; what differs, character by character.

`site_tests/quotations.jsonl` has passages as people misquote the held text, written before the engine
and a third of them not tuned on. `quotation_vectors.jsonl` has Python's answers on the invented notices.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import cli
from generator.content.loading import load_content
from generator.model.content import Content
from generator.search.alignment import aligned, best_segment
from generator.search.engine import search
from generator.search.files import search_files
from generator.search.index import Index
from generator.search.passages import MOST, sentences_of, tokens_of
from generator.search.quotations import SEEDS, Quotation, Verdict, quotations
from generator.search.records import aliases
from site_tests.conftest import ROOT
from site_tests.entries import records
from site_tests.search.twins import ask, index_of, said_of, write_site

ROWS = [
    json.loads(line)
    for line in (ROOT / "site_tests/quotations.jsonl").read_text("utf-8").splitlines()
]
VECTORS = Path(__file__).with_name("quotation_vectors.jsonl")
KINDS = tuple(dict.fromkeys(row["kind"] for row in ROWS))


@pytest.fixture(scope="module")
def held(content: Content) -> Index:
    """The index of the shipped content."""
    return index_of(records(content), aliases(content), content.words)


@pytest.fixture(scope="module")
def invented() -> Index:
    """The index of the invented notices, which say much the same in three years."""
    content = load_content(ROOT / "site_tests/corpus/content")
    return index_of(records(content), aliases(content), content.words)


def places(found: list[Quotation]) -> list[str]:
    return [f"{place.record.id}#{place.anchor}" for q in found for place in q.places]


def is_claimed(found: list[Quotation]) -> bool:
    return any(q.verdict not in (Verdict.NONE, Verdict.SHORT) for q in found)


def shown(quotation: Quotation) -> str:
    """The first place of a quotation, as a reader would mark it by hand."""
    marks = {"=": "{2}", "-": "[-{1}]", "+": "[+{2}]", "~": "[{1}→{2}]", ".": "[…{2}]"}
    runs = quotation.places[0].runs
    return "".join(marks[run.op].format(run.op, run.typed, run.text) for run in runs)


@pytest.mark.parametrize("tuned", [True, False])
def test_the_right_sentence_first(held: Index, *, tuned: bool) -> None:
    """In at least 95 of 100 misquotations the first place is a sentence that they come from."""
    rows = [row for row in ROWS if row["sentences"] and row["tuned"] is tuned]
    first = [places(list(quotations(row["pasted"], held)))[:1] for row in rows]
    right = [set(own) & set(row["sentences"]) for own, row in zip(first, rows, strict=True)]
    assert len(rows) >= 30 and sum(map(bool, right)) >= 0.95 * len(rows)


@pytest.mark.parametrize("tuned", [True, False])
def test_no_quotation_is_claimed_of_what_is_none(held: Index, *, tuned: bool) -> None:
    """Paraphrases, other texts of the same style and invented notices are found nowhere."""
    rows = [row for row in ROWS if not row["sentences"] and row["tuned"] is tuned]
    claimed = [row["pasted"] for row in rows if is_claimed(list(quotations(row["pasted"], held)))]
    assert len(rows) >= 12 and len(claimed) <= 0.05 * len(rows), claimed


def test_there_are_enough_quotations() -> None:
    """At least 100, each once, of many kinds, a third of each part not tuned on."""
    assert len({row["pasted"] for row in ROWS}) == len(ROWS) >= 100 and len(KINDS) >= 15
    assert sum(not row["tuned"] for row in ROWS) * 3 >= len(ROWS)


@pytest.mark.parametrize(
    ("pasted", "marked"),
    [
        (
            "加强与创新社区治理，引导社会组织、社会工作者、志愿者等参与",
            "加强[与→和]创新社区治理，引导社会组织、社会工作者[+和]志愿者等参与",
        ),
        ("支持重点都市圈编制好多层次轨道交通规划", "支持重点都市圈编制[-好]多层次轨道交通规划"),
        (
            "督促城区常住人口500万以下城市全面取消落户限制",
            "督促城区常住人口[500→300]万以下城市全面取消落户限制",
        ),
        (
            "支持关中平原城市群规划实施联席会议制度落地见效",
            "支持关中平原城市群规划实施联席会议制度落地[见效→生效]",
        ),
        (
            "顺应大型搬迁安置区……的发展要求，加快推进搬迁人口市民化进程",
            "顺应大型搬迁安置区[…转向新型城镇化建设新阶段]的发展要求，加快推进搬迁人口市民化进程",
        ),
        ("编制成渝地区双城经济圈建设规划纲耍", "编制成渝地区双城经济圈建设规划纲[耍→要]"),
    ],
)
def test_differing_characters_are_told(held: Index, pasted: str, marked: str) -> None:
    """Other words, what was added or left out, figures as a whole, each at its place."""
    (found,) = quotations(pasted, held)
    assert shown(found) == marked


@pytest.mark.parametrize(
    ("pasted", "verdict"),
    [
        ("支持重点都市圈编制多层次轨道交通规划。", Verdict.EXACT),
        ("支持重點都市圈編制多層次軌道交通規劃", Verdict.EXACT),
        ("推动城市政府向服务型转变治理方式向精细化转型", Verdict.MARKS),
        ("推动试验区在健全城乡人口迁徙制度……等方面先行先试", Verdict.EXCERPT),
        ("推动试验区在健全城乡人口迁徙制度等方面先行先试", Verdict.NEAR),
        ("完善市政管网和排水防涝设施，健全停车场、智能快件箱", Verdict.NEAR),
        ("老旧小区要加装电梯，增设停车位，改善居民居住条件", Verdict.NONE),
        ("智能快件", Verdict.EXACT),
        ("快件智能", Verdict.SHORT),
    ],
)
def test_verdicts(held: Index, pasted: str, verdict: Verdict) -> None:
    """Word by word; but for marks; with what is left out marked; nearly; not; too short to say."""
    assert [q.verdict for q in quotations(pasted, held)] == [verdict]


def test_the_texts_of_runs_are_the_text(held: Index, invented: Index) -> None:
    """Whatever is pasted, the runs' texts joined are the printed text from start to end."""
    chance = random.Random(16)
    for index in (held, invented):
        texts = [text for record in index.records for _, text in record.parts if len(text) > 12]
        for _ in range(150):
            one, other = chance.choice(texts), chance.choice(texts)
            pasted = list(one[: chance.randint(10, 60)] + other[: chance.randint(0, 40)])
            for _ in range(chance.randint(0, 4)):
                pasted[chance.randrange(len(pasted))] = chance.choice("的，与　300—…\n")
            for quotation in quotations("".join(pasted), index):
                for place in (*quotation.places, *quotation.elsewhere):
                    printed = place.text[place.start : place.end]
                    assert "".join(run.text for run in place.runs) == printed != ""


def test_another_year_words_it_otherwise(invented: Index) -> None:
    """Beside the sentence quoted stand those of other notices that differ, newest first."""
    (found,) = quotations("在主要航道两侧新建灯塔40座，改造旧灯塔一百座。", invented)
    assert found.verdict is Verdict.EXACT and places([found]) == ["9001-05#s1"]
    assert [place.record.id for place in found.elsewhere] == ["9002-06"]
    (found,) = quotations("按航程、载重和潮位核定票价，按周公布", invented)
    assert shown(found).endswith("按[周→月]公布") and places([found]) == ["9003-03#s1"]
    assert [place.record.id for place in found.elsewhere] == ["9002-02", "9001-03"]


def test_what_is_known_is_not_quoted(held: Index) -> None:
    """Facts in the project's words are no notice's text; headings of years without text are."""
    facts = [r for r in held.records if r.state == "facts-only" and r.kind == "notice"]
    texts = [text for r in facts for anchor, text in r.parts if not anchor and len(text) > 15]
    for text in texts:
        for quotation in quotations(text, held):
            for place in quotation.places:
                assert place.record.state != "facts-only" or place.anchor, text
    (found,) = quotations("积极推动已在城镇就业的农业转移人口落户", held)
    assert found.verdict is Verdict.EXACT and places([found]) == ["2019-01#h"]


def test_a_passage_is_cut_into_sentences(held: Index) -> None:
    """At marks that end sentences and at empty lines; line ends do not; quotation marks go with theirs."""

    def cut(passage: str) -> list[str]:
        return [sentence.text for sentence in sentences_of(passage, held.fold)]

    assert cut("一是“甲。”二是乙\n丙！\n\n丁；戊。。") == [
        "一是“甲。”",
        "二是乙\n丙！",
        "丁；戊。。",
    ]
    assert cut("。！\n\n　") == []
    tokens = tokens_of("a，300万（略）b", held.fold)
    assert [token.said for token in tokens] == ["a", "300", "万", "b"]
    long = "甲乙，" * 500
    assert all(len(s.tokens) <= MOST for s in sentences_of(long, held.fold))
    assert "".join(cut(long)) == long


def test_alignment() -> None:
    """The longest run first; a single token counts in a narrow gap alone; far words do not join."""
    sizes = [block.size for block in aligned("加强与创新社区", "加强和创新社区")]
    assert sizes == [2, 4]
    assert [b.size for b in aligned("提档升级工作", "提挡升级工作")] == [1, 4]
    assert not aligned("甲一二三四五六乙", "乙七八九十百千甲")
    segment = best_segment(aligned("甲乙丙丁戊己一二三四五六七八庚辛", "甲乙丙丁戊己庚辛"))
    assert segment and (segment.start, segment.end, segment.size) == (0, 6, 6)
    assert best_segment([]) is None


def test_a_query_that_quotes(held: Index) -> None:
    """A long query that stands nowhere is told what it quotes; words between spaces stay words."""
    near = search("鼓励有条件的Ⅰ型大城市全面取消落户限制与超大特大城市取消郊区新区落户限制", held)
    assert places(list(near.quoted)) == ["2020-02#s3"]
    assert not search("推动城市政府向服务型转变", held).quoted
    assert not search("城市政府向服务型转变 配套资源向街道社区下沉", held).quoted
    assert not search("老旧小区", held).quoted and not search("第十四项", held).quoted


def test_as_much_work_as_the_passage_is_long(held: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight times the passage takes eight times the look-ups, and no sentence many."""
    asked: list[str] = []
    look_up = Index.parts_with

    def counted(index: Index, form: str, *, inside: bool = False) -> set[int]:
        asked.append(form)
        return look_up(index, form, inside=inside)

    monkeypatch.setattr(Index, "parts_with", counted)
    text = "。".join(row["pasted"] for row in ROWS[:40]) + "。"
    sentences = len(list(quotations(text, held)))
    once = len(asked)
    list(quotations(text * 8, held))
    assert len(asked) - once == 8 * once and once <= 3 * (SEEDS + 1) * sentences


def passages(index: Index) -> list[str]:
    """Passages of the invented notices, drawn and damaged by a fixed seed."""
    chance = random.Random(9001)
    texts = [text for record in index.records for _, text in record.parts]
    drawn = [
        "按航程、载重和潮位核定票价，按周公布",
        "",
        "。",
        "甲",
        "常住岛民100万以下的岛屿……登岸限制",
    ]
    for _ in range(120):
        one, other = chance.choice(texts), chance.choice(texts)
        start = chance.randint(0, 20)
        pasted = list(one[: chance.randint(1, 40)] + other[start : start + chance.randint(0, 50)])
        for _ in range(chance.randint(0, 4)):
            pasted.insert(
                chance.randint(0, len(pasted)), chance.choice("的、，…300\n。 ()和与𠀀ſé豈")
            )
        drawn.append("".join(pasted))
    drawn.append("。".join(drawn[:30]))
    return list(dict.fromkeys(drawn))


def test_vectors_are_what_python_says(invented: Index, request: pytest.FixtureRequest) -> None:
    """Every vector is what Python says of the passage still."""
    if request.config.getoption("--update-golden"):
        lines = (
            json.dumps([p, said_of(p, invented)], ensure_ascii=False) for p in passages(invented)
        )
        VECTORS.write_text("\n".join(lines) + "\n", "utf-8")
    vectors = [json.loads(line) for line in VECTORS.read_text("utf-8").split("\n")[:-1]]
    assert len(vectors) >= 100
    for passage, expected in vectors:
        assert said_of(passage, invented) == expected, "`make golden` if the change is meant"


@pytest.mark.parametrize("most", [sys.maxsize, 0], ids=["plain", "sharded"])
def test_the_browser_says_the_same(invented: Index, held: Index, tmp_path: Path, most: int) -> None:
    """Node says of every vector what Python does, and of every written quotation, from both stores."""
    vectors = [json.loads(line) for line in VECTORS.read_text("utf-8").split("\n")[:-1]]
    written = [(row["pasted"], said_of(row["pasted"], held)) for row in ROWS]
    for name, index, expected in (("9", invented, vectors), ("h", held, written)):
        files = search_files(index.records, index.aliases, index.words, most=most)
        site = write_site(tmp_path / name, files)
        answers = ask(site, [{"quote": passage} for passage, _ in expected])
        for (passage, own), answer in zip(expected, answers, strict=True):
            assert answer == own, passage


def test_the_terminal_shows_what_differs() -> None:
    """The verdict, then the sentence with what was typed and what is printed; the same as JSON."""
    runner = CliRunner()
    query = "支持重点都市圈编制好多层次轨道交通规划"
    said = runner.invoke(cli, ["search", query]).stdout.splitlines()
    assert said[0] == f"与原文不完全相同：{query}"
    assert said[1] == "\t2020-09\ts3\t支持重点都市圈编制[-好-]多层次轨道交通规划"
    data = json.loads(runner.invoke(cli, ["search", query, "--format", "json"]).stdout)
    assert data["quoted"][0]["places"][0]["runs"][1] == {"op": "-", "typed": "好", "text": ""}
    meant = runner.invoke(cli, ["search", "积份落户"]).stdout.splitlines()
    assert meant[0] == "没有 积份落户；近似的词：积分落户"
