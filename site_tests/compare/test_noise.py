"""Changes that are none in substance, and those that only look like it."""

from __future__ import annotations

import pytest

from generator.compare.noise import whole_names
from generator.compare.word_runs import token_runs
from generator.model.comparison import Noise

NAMES = {"卫生计生委": "nhc", "卫生健康委": "nhc", "潮汐署": "chaoxin", "潮信总署": "chaoxin"}


def noises(old: str, new: str) -> set[Noise | None]:
    return {run.noise for run in token_runs(old, new, NAMES) if run.op != "="}


@pytest.mark.parametrize(
    ("old", "new", "noise"),
    [
        ("按月公布。", "按月公布，", Noise.FORMAT),
        ("（含县级市）", "(含县级市)", Noise.FORMAT),
        ("推进改革，完善服务", "推进改革、完善服务", Noise.FORMAT),
        ("满5—10年", "满5-10年", Noise.FORMAT),
        ("投入1,000万元", "投入1000万元", Noise.FORMAT),
        ("投入1，000万元", "投入1000万元", Noise.FORMAT),
        ("改造灯塔一百座", "改造灯塔100座", Noise.NUMERAL),
        ("岛民一百万以上", "岛民100万以上", Noise.NUMERAL),
        ("每船配三人", "每船配3人", Noise.NUMERAL),
        ("达到百分之二十", "达到20%", Noise.NUMERAL),
        ("达到百分之二点五", "达到2.5%", Noise.NUMERAL),
        ("由潮汐署核定", "由潮信总署核定", Noise.NAME),
        ("国家卫生计生委会同各地", "卫生健康委会同各地", Noise.NAME),
    ],
)
def test_noise(old: str, new: str, noise: Noise) -> None:
    """Width and punctuation, the spelling of numbers, a body's new name."""
    assert noises(old, new) == {noise}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("达到15%", "达到20%"),
        ("甲岛", "乙岛"),
        ("完成十三五规划", "完成十四五规划"),
        ("完成“十四五”目标", "完成“十五五”目标"),
        ("满5-10年", "满510年"),
        ("压减1/3", "压减13"),
        ("按1:2配建", "按12配建"),
        ("A－B两线", "AB两线"),
        ("第1、2批", "第12批"),
        ("增长2.5%", "增长25%"),
        ("百分之二十", "百分之三十"),
        ("满3至5年", "满35年"),
        ("同比-5%", "同比5%"),
        ("由A/乙两岛承办", "由A乙两岛承办"),
    ],
)
def test_a_change_in_substance_is_no_noise(old: str, new: str) -> None:
    """Numbers and names that differ, and marks between numbers and letters, are never noise."""
    assert noises(old, new) == {None}


def test_names_are_whole_words() -> None:
    """A printed name is one token; the beginning of a word is none."""
    names = {"财政部": "mof", "卫生计生委": "nhc"}
    assert whole_names(["国家", "卫生", "计生委", "等"], names) == ["国家卫生计生委", "等"]
    assert whole_names(["财政部门", "等"], names) == ["财政部门", "等"]
