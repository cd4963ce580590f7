"""Queries that nobody types: what two engines in two languages are most likely to read differently."""

from __future__ import annotations

import random

PIECES = (
    *"-\"“”＂'()（）〔〕，、。/.０１２0123456789٢२",
    *" 　\t\ufeff\u200b\x1c\x85",
    *"零〇一二两三四五六七八九十百千万亿年第项号aΣςİß推进支持制度",
    *("第七", "七项", "asdf", "script", "13", "300万", ".5", "1.", "任务"),
    *("9003", "2020", "9003-", "00", "100万", "1.5亿", "第5项", "（五）"),
    *('"推进', "-推", "body", "Body No. ", "屿规"),
)


def odd_queries(number: int, seed: int = 5) -> list[str]:
    """Up to seven pieces in any order, each time."""
    chance = random.Random(seed)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 7))) for _ in range(number)]
