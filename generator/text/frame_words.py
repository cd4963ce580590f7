"""Frame words (套语) are the words of official prose that name no subject: 加强…建设, 完善…制度.

Two texts that share nothing else speak of different things: 加强渡口建设 and 加强粮仓建设. The words
stand in `frame_words.txt`; they were collected from how such texts are written in general.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

FRAME_WORDS = Path(__file__).with_name("frame_words.txt")
PARTICLES = "的和与及等在对为由将把以各并或于从到向要其了所之"
"""Single characters that part subjects and name none."""
SPELLED = "〇零一二两三四五六七八九十百千万亿半"
MEASURES = "个座处项条所家户人名亩里次岁年月日成倍份批种类套台辆艘间张件"
NUMBER = f"[0-9０-９.,，%％‰]*[0-9０-９%％‰]|[{SPELLED}]+[{MEASURES}][{SPELLED}]*"
"""Numbers, spelled ones with what they count: that both texts count three of something says nothing."""
WORD = re.compile(r"\w+")


@functools.cache
def frame_words() -> tuple[str, ...]:
    """All frame words, the longest first."""
    lines = FRAME_WORDS.read_text("utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def _pattern() -> re.Pattern[str]:
    # By first character: a text is then looked through three times as fast as word by word.
    rests: dict[str, list[str]] = {}
    for word in frame_words():
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    words = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(rests.items()))
    return re.compile(f"(?=[{''.join(rests)}])(?:{words})|{NUMBER}|[{PARTICLES}]")


def subject_runs(text: str) -> Iterator[str]:
    """What is left of `text` without frame words, particles and numbers, run by run.

    加强灯塔看护队伍建设 gives 灯塔看护; of 完善相关制度 nothing is left.
    """
    yield from WORD.findall(_pattern().sub(" ", text))
