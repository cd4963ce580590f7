"""Whether two segments name the same thing, or share a frame alone."""

from __future__ import annotations

import pytest

from generator.compare.subjects import share_most, share_subject, subject_pairs


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("优化灯塔值守", "灯塔值守改为轮换", True),
        ("加强灯塔看护", "加强粮仓看管", False),
        ("完善退市机制", "完善征管制度", False),
        # They begin alike: what that shares is not enough.
        ("支持灯塔换灯", "支持灯塔守夜人购房", False),
        ("支持灯塔换灯", "支持灯塔换灯改造", True),
        # Nearly the same, whatever they name.
        ("细化制定具体措施，", "细化制定具体措施。", True),
        ("完善相关制度", "完善相关制度机制", True),
        ("完善相关制度", "强化基础", False),
        ("", "修建灯塔", False),
        # Three tenths of either subject are enough, less is not.
        ("看护灯塔码", "灯塔以北新造桥梁", True),
        ("看护灯塔码头粮仓渡口", "灯塔以北新造桥梁渡轮三艘", False),
        # Abbreviated: two fifths of the single characters of either stand in the other.
        ("促进茶旅融合发展", "推动茶园与旅游结合", True),
        ("修造盐仓粮库", "扩建盐田", False),
        ("支持小岛晒盐", "支持小岛种茶", False),
        # What is done with something found names nothing.
        ("发现灯塔破损一日内上报", "发现粮仓鼠洞两日内上报", False),
    ],
)
def test_one_subject(old: str, new: str, same: bool) -> None:
    """And the same the other way round."""
    assert share_subject(old, new) is same
    assert share_subject(new, old) is same


def test_pairs_do_not_cross_what_is_left_out() -> None:
    """Nor marks, lines and frame words; widths and spaces are folded."""
    assert subject_pairs("灯塔、码头\n粮 仓加强看守") == {"灯塔", "码头", "粮仓", "看守"}
    assert subject_pairs("\uff21\uff22") == {"ab"}


@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        # Half of either subject is enough, or two fifths of the single characters of both.
        ("看护灯塔", "灯塔以北新造桥梁渡轮三艘", True),
        ("看护灯塔码", "灯塔以北新造桥梁", False),
        ("促进茶旅融合发展", "推动茶园与旅游结合", True),
        # They begin alike and go on to two things; they name nothing.
        ("支持小岛晒盐", "支持小岛种茶", False),
        ("完善相关制度", "完善相关制度机制", False),
    ],
)
def test_most_of_a_subject(old: str, new: str, most: bool) -> None:
    """More than sharing a subject at all, and the same the other way round."""
    assert share_most(old, new) is most
    assert share_most(new, old) is most
