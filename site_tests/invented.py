"""Invented contents of any size, drawn by a seed: for benchmarks and for measuring search at scale.

Words are made of characters drawn at random, so that the text is plainly nonsense; what counts is its
shape, which is that of the notice of 2020: 28 tasks in six sections, and in a task 183 characters,
1 to 4 sentences of two or three clauses, and five agencies. `LONG` tasks have about 330 characters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.notice_file import render_notice_file
from generator.notice.markdown import parse_notice
from generator.notice.normal_text import normal_text, text_sha256
from generator.text.numerals import format_numeral

PER_NOTICE = 28
PER_SECTION = 5
CHARACTERS = "".join(
    bytes((row, column)).decode("gb2312", "ignore")
    for row in range(0xB0, 0xD8)
    for column in range(0xA1, 0xFF)
)
"""The 3,755 characters of GB 2312's first level: the common ones."""
WORDS = 12_000
FRAMES = (
    "推进{}{}和{}{}的{}{}{}{}",
    "在{}{}{}{}有序开展{}{}{}",
    "健全{}{}制度和{}{}{}{}办法",
    "完善{}{}、{}{}、{}{}{}政策",
    "对{}{}的{}{}{}给予{}{}{}",
    "鼓励{}{}{}与{}{}{}结合",
    "统筹{}{}、{}{}、{}{}加快{}{}建设",
    "防止{}{}{}和{}{}{}",
    "{}年底前在{}{}{}完成{}个{}{}改造",
)
"""Clauses. A blank is a word, or a number where 年 or 个 follows."""
HEADINGS = (
    "推进{}{}{}和{}{}",
    "健全{}{}{}{}制度",
    "加快{}{}{}{}建设",
    "完善{}{}和{}{}{}办法",
    "支持{}{}{}{}{}发展",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How many sentences a task has, from the fewest to the most."""

    fewest: int
    most: int


NOTICE = Shape(1, 4)
LONG = Shape(2, 8)


@dataclass(slots=True)
class _Line:
    """A line of work that goes through the years; each sentence is a list of clauses."""

    heading: str
    sentences: list[list[str]]
    agencies: list[str]


class _Draw:
    def __init__(self, seed: int, shape: Shape) -> None:
        self.shape = shape
        self.chance = random.Random(seed)
        first = self.chance.sample(CHARACTERS, len(CHARACTERS))
        often = [first[int(len(first) * self.chance.random() ** 2)] for _ in range(2 * WORDS)]
        self.words = ["".join(pair) for pair in zip(often[::2], often[1::2], strict=True)]
        self.agencies = [
            "".join(first[4 * place : 4 * place + 4]) + kind
            for place, kind in enumerate("署院所局" * 10)
        ]

    def word(self) -> str:
        """A word; few are common and most are rare, as in a language."""
        return self.words[int(len(self.words) * self.chance.random() ** 3)]

    def filled(self, frame: str) -> str:
        return (
            "".join(
                piece + (self.number() if following[:1] in ("年", "个") else self.word())
                for piece, following in zip(frame.split("{}"), frame.split("{}")[1:], strict=False)
            )
            + frame.rsplit("{}", 1)[-1]
        )

    def number(self) -> str:
        return str(self.chance.choice((3, 5, 12, 40, 100, 300, 2025)))

    def line(self) -> _Line:
        heading = self.filled(self.chance.choice(HEADINGS))
        count = self.chance.randint(self.shape.fewest, self.shape.most)
        return _Line(heading, [self.sentence() for _ in range(count)], self.bodies())

    def sentence(self) -> list[str]:
        return [self.clause() for _ in range(self.chance.choice((2, 3)))]

    def clause(self) -> str:
        return self.filled(self.chance.choice(FRAMES))

    def bodies(self) -> list[str]:
        return self.chance.sample(self.agencies, self.chance.randint(1, 9))

    def next_year(self, lines: list[_Line]) -> list[_Line]:
        """The lines a year later: some go, some come, most are edited."""
        kept = [line for line in lines if self.chance.random() > 0.12]
        edited = []
        for line in kept:
            sentences = [[self.edited(text) for text in clauses] for clauses in line.sentences]
            agencies = self.bodies() if self.chance.random() < 0.15 else line.agencies
            heading = self.line().heading if self.chance.random() < 0.1 else line.heading
            edited.append(_Line(heading, sentences, agencies))
        while len(edited) < len(lines):
            edited.insert(self.chance.randrange(len(edited) + 1), self.line())
        return edited

    def edited(self, clause: str) -> str:
        """The clause a year later: another one, or with another word, or the same."""
        chance = self.chance.random()
        if chance < 0.25:
            return self.clause()
        if chance < 0.5:
            place = self.chance.randrange(len(clause) - 2)
            return clause[:place] + self.word() + clause[place + 2 :]
        return clause


def write_content(
    directory: Path,
    tasks: int,
    *,
    per_notice: int = PER_NOTICE,
    series_years: int = 10,
    seed: int = 1,
    shape: Shape = NOTICE,
) -> Path:
    """A content folder of `tasks` invented tasks in notices of 28; returns `directory`.

    Every `series_years` notices begin a new series. The same arguments give the same bytes.
    """
    draw = _Draw(seed, shape)
    for name, data in _files(draw, tasks, per_notice, series_years):
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, "utf-8")
    return directory


def _files(
    draw: _Draw, tasks: int, per_notice: int, series_years: int
) -> Iterator[tuple[str, str]]:
    names = draw.agencies
    agencies = [
        {"id": f"body-{n:02d}", "name": name, "printed": [name], "press": [], "kind": "constituent"}
        | {"english": f"Body No. {n}", "since": None, "until": None}
        | {"predecessors": [], "successors": [], "unverified": []}
        for n, name in enumerate(names, 1)
    ]
    yield "agencies.yml", _yaml({"agencies": agencies, "others": []})
    yield "themes.yml", _yaml({"themes": [], "decisions": []})
    yield "figures.yml", _yaml({"subjects": []})
    yield "pages/about.md", "---\ntitle: 虚构\ndescription: 虚构\n---\n\n# 虚构\n\n虚构。\n"
    members = []
    others = []
    lines: list[_Line] = []
    for index in range(-(-tasks // per_notice)):
        count = min(per_notice, tasks - index * per_notice)
        number, place = divmod(index, series_years)
        series = f"isle{number:03d}"
        year = 9001 + place
        key = str(year) if number == 0 else f"{series}-{year}"
        lines = draw.next_year(lines) if place else [draw.line() for _ in range(per_notice)]
        if number == 0:
            members.append({"id": key, "number": f"屿规〔{year}〕{index + 1}号", "state": "seen"})
        elif place == 0:
            others.append({"id": series, "title": f"虚构之{number}"})
        yield from _notice_files(key, series, year, index + 1, lines[:count])
    yield (
        "series.yml",
        _yaml(
            {"id": "isle000", "fiction": True, "title": "虚构", "title_en": "Fiction"}
            | {"issuer": "虚构院", "members": members, "others": others}
        ),
    )


def _notice_files(
    key: str, series: str, year: int, number: int, lines: list[_Line]
) -> Iterator[tuple[str, str]]:
    title = f"虚构院关于实施{year}年虚构重点任务的通知"
    body = [
        f"# {title}",
        f"屿规〔{year}〕{number}号",
        "各所，有关部门：",
        "现就虚构重点任务通知如下。",
    ]
    for place, line in enumerate(lines):
        if place % PER_SECTION == 0:
            body.append(
                f"## {format_numeral(place // PER_SECTION + 1)}、虚构之{place // PER_SECTION + 1}"
            )
        sentences = ["，".join(clauses) + "。" for clauses in line.sentences]
        body.append(f"### （{format_numeral(place + 1)}）{line.heading}。")
        body.append("\n".join([*sentences, f"> （{'、'.join(line.agencies)}等负责）"]))
    yield from notice_files(key, series, "\n\n".join(body) + "\n")


def notice_files(key: str, series: str, body: str) -> Iterator[tuple[str, str]]:
    """The files of an invented notice, by their paths in the content: its text is the body's."""
    notice, problems = parse_notice(body, notice_id=key, series=series, path=key)
    if problems:
        raise AssertionError(problems)
    digest = text_sha256(notice)
    source = {
        "state": "supplied",
        "note": "虚构",
        "original": {"file": "original.txt", "sha256": digest, "description": "虚构"},
        "text": {"sha256": digest},
        "official": {"url": None, "state": "unknown"},
        "steps": [],
        "corrections": [],
    }
    yield f"notices/{key}/original.txt", normal_text(notice)
    yield f"notices/{key}/source.yml", _yaml(source)
    yield f"notices/{key}/notice.md", render_notice_file(notice)


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
