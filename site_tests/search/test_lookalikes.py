"""A short term with a wrong character: what it may have been meant to be, offered, and never found as typed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.model.content import Content
from generator.search.engine import PIECES, search
from generator.search.files import search_files
from generator.search.index import Index
from generator.search.lookalikes import lookalikes
from generator.search.records import aliases
from generator.text.pinyin import sounds
from site_tests.entries import records
from site_tests.search.twins import ask, index_of, said, write_site

WRONG = {
    "积份落户": "积分落户",
    "智惠城市": "智慧城市",
    "都是圈": "都市圈",
    "记分落户": "积分落户",
    "只会城市": "智慧城市",
    "成真化": "城镇化",
    "落沪": "落户",
    "户藉": "户籍",
    "老就小区": "老旧小区",
    "收索型城市": "收缩型城市",
    "一网同办": "一网通办",
    "国士空间": "国土空间",
}
RIGHT = (
    "低空经济",
    "异地高考",
    "综合管廊",
    "碳中和",
    "落户地",
    "阿",
    "都",
    "smart",
    "积分",
    "住建局",
)


@pytest.fixture(scope="module")
def index(content: Content) -> Index:
    """The index of the shipped content."""
    return index_of(records(content), aliases(content), content.words)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_character(index: Index, wrong: str) -> None:
    """A character of the same sound, or another one inside: what the texts have is offered first."""
    assert lookalikes(wrong, index)[:1] == (WRONG[wrong],)
    answer = search(wrong, index)
    assert dict(answer.meant)[wrong][0] == WRONG[wrong]
    assert answer.nearest and all(result.tier == PIECES for result in answer.results)


@pytest.mark.parametrize("query", RIGHT)
def test_nothing_is_offered_for_what_is_right(index: Index, query: str) -> None:
    """What is no slip, what readers' words have, what stands in the texts."""
    assert not search(query, index).meant


def test_what_is_offered_stands_in_the_texts(index: Index) -> None:
    """Every term that is offered is found as it is."""
    for wrong in WRONG:
        for text in lookalikes(wrong, index):
            assert index.parts_with(text)


def test_a_year_without_a_notice_is_left_out(index: Index) -> None:
    """2023落户 is 落户 of no year, as 2023 落户 is; a number that is no year stays in its term."""
    joined, apart = search("2023落户", index), search("2023 落户", index)
    assert [r.record.id for r in joined.below] == [r.record.id for r in apart.below] != []
    assert joined.left_out == ("2023",)
    assert search("4523落户", index).left_out != ("4523",)


def test_common_characters_have_a_sound() -> None:
    """The first level of GB 2312, one syllable each."""
    assert 3700 < len(sounds()) < 3800 and (sounds()["分"], sounds()["份"]) == ("fen", "fen")


@pytest.mark.parametrize("most", [sys.maxsize, 0], ids=["plain", "sharded"])
def test_the_browser_offers_the_same(index: Index, tmp_path: Path, most: int) -> None:
    """Both kinds of index, in Node, as Python."""
    files = search_files(index.records, index.aliases, index.words, most=most)
    site = write_site(tmp_path, files)
    asked = [*WRONG, *RIGHT, "2023落户", "积份落户 都是圈", "落沪 -户藉", '"户藉"']
    assert ask(site, asked) == [said(query, index) for query in asked]
