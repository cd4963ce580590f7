"""Frame words name no subject: what is left of a text without them, and that their list is sound."""

from __future__ import annotations

import pytest

from generator.text.frame_words import FRAME_WORDS, PARTICLES, frame_words, subject_runs


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("加强灯塔看护队伍建设", ["灯塔看护"]),
        ("完善相关制度", []),
        ("建成灯塔三座，", ["灯塔"]),
        ("灯塔增加到十二座", ["灯塔"]),
        ("达到60%以上", []),
        ("１２座灯塔", ["座灯塔"]),
        ("灯塔与码头的看护", ["灯塔", "码头", "看护"]),
        ("", []),
    ],
)
def test_what_a_text_names(text: str, left: list[str]) -> None:
    """Frame words, particles, numbers and marks part what a text names, and are none of it."""
    assert list(subject_runs(text)) == left


def test_the_longer_frame_word_wins() -> None:
    """不低于 is taken whole, so that no single character of it is left."""
    assert list(subject_runs("不低于灯塔")) == ["灯塔"]


def test_the_list_is_sound() -> None:
    """Words of at least two characters, none twice, none with a particle alone."""
    lines = FRAME_WORDS.read_text("utf-8").splitlines()
    words = [w for line in lines if not line.startswith("#") for w in line.split()]
    assert len(words) == len(set(words)) == len(frame_words())
    assert all(len(word) > 1 and word.isalpha() for word in words)
    assert len(set(PARTICLES)) == len(PARTICLES)
    lengths = [len(word) for word in frame_words()]
    assert lengths == sorted(lengths, reverse=True)
