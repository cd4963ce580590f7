"""An invented content in which every field stands that any reader of content asks for.

It is the corpus with what that has no need of: a year of which only facts are known, how a text was
had and verified, what an editor put right, series before and beside. A place is any value, key, list
or mapping of its YAML, and any line of a page.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.content.originals import squeezed_sha256
from generator.notice.markdown import parse_notice
from generator.notice.normal_text import text_sha256

CORPUS = Path(__file__).resolve().parents[1] / "corpus/content"

SERIES = """\
  - id: "9004"
    number: 屿规〔9004〕2号
    state: secondary
    form: 通知
    note: 虚构
    official_url: https://www.ndrc.gov.cn/9004.html
    official_url_state: inferred
    copies: [{url: https://www.gov.cn/9004-copy.html}]
    interpretations:
      - {title: 虚构的解读, url: https://www.gov.cn/9004.html, state: seen}
absent: 虚构：9005年起未见
after: [{title: 虚构的后续, issuer: 云屿国规划院, number: 屿规〔9005〕1号, note: 虚构, state: inferred}]
siblings: [{title: 虚构的同类, issuer: 渡津部, number: null, note: null, state: unknown}]
contact: mailto:reader@example.org
licence: 虚构：可以自由使用
site:
  brand: 渡运任务
  description: 虚构
  lead: 从{first}年到{last}年，虚构
  lead_en: "{first}, {last}, {year}, {sections}, {tasks}: fiction"
  hints: [虚构的提示]
others:
  - {id: daotian-9004, label: 稻田, title: 虚构的系列, issuer: 稻田署, number: null, note: null, state: seen,
     official_hosts: [www.daotian.example], name: 稻田署, absent: 虚构,
     members: [{id: daotian-9005, number: 稻署〔9005〕1号, state: seen}]}
name: 云屿国
label: 云屿
"""
ENGLISH = """\
notices:
  - id: "9002"
    title: Invented tasks of 9002
    sections: [One, Two, Three, Four]
    tasks: [1 a, 2 b, 3 c, 4 d, 5 e, 6 f, 7 g, 8 h, 9 i, 10 j, 11 k]
"""
PAGE = """\
---
title: 虚构的一页
description: 虚构
menu: 虚构
---

# 虚构的一页

虚构。
"""
SOURCE = """\
dates: {signed: "9002-03-01", published: "9002-03-02"}
retrieved:
  asked: https://www.gov.cn/9002.html
  final: https://www.gov.cn/9002.html
  time: "9002-03-03T10:00:00Z"
  status: "200"
  layout: govcn-policy
  importer: keytasks-import/3
  archived: "9002-03-02"
removed: [虚构的页脚]
given: {title: 虚构的题, from: 虚构的首段, to: 虚构的末段, drop: [虚构的页脚]}
reviewed: ["3: 虚构的疑问"]
verified: 9002-03-04，与虚构的网页逐字核对，没有差异
verification:
  url: https://www.gov.cn/9002.html
  sha256: SHA
  text_sha256: TEXT
  layout: govcn-policy
  time: "9002-03-04T10:00:00Z"
"""
WAS, NOW = "按月公布", "按日公布"
HELD = "\ntext:\n  sha256: "
CORRECTIONS = "corrections: []"
CORRECTED = f"corrections:\n  - {{was: {WAS}, now: {NOW}, why: 虚构的依据}}"
FACTS = """\
# Fiction.
notice: "9004"
series: yunyu
title: {value: 9004年群岛渡运重点任务, state: seen, sources: [a]}
number: {value: 屿规〔9004〕2号, state: secondary, sources: [a], note: 虚构}
issuer: {value: 云屿国规划院, state: seen, sources: [a]}
issued: {value: "9004-02-03", state: seen, sources: [a]}
published: {value: "9004-02-05", state: inferred, sources: [b]}
approval: {text: 经渡运工作联席会议同意, state: seen, sources: [a]}
addressees: {value: [各岛规划所, 贝壳银行], state: seen, sources: [a]}
task_count: {value: 12, state: secondary, sources: [b]}
section_count: {value: 3, state: secondary, sources: [b]}
names_agencies: {value: true, state: seen, sources: [a]}
structure: {value: 三部分, state: inferred, sources: [b]}
numbers_anew: false
sections:
  - {number: 一, heading: 便利岛民往来, state: seen, sources: [a]}
tasks:
  - {number: 一, section: 一, heading: 放开小岛登岸限制,
     agencies: [潮信总署], open: true, state: seen, sources: [a]}
  - {number: 五, section: null, heading: 管护灯塔, agencies: null,
     state: seen, number_state: inferred, agencies_state: unknown, sources: [b]}
  - {number: null, section: 一, heading: 改造渡口, agencies: null, state: secondary, sources: [b]}
facts:
  - {topic: 登岸, text: 虚构的事实, value: "500", unit: 万人, state: seen, comment: false, sources: [a]}
  - {topic: 渡口, text: 虚构的评述, comment: true, state: secondary, sources: [b]}
sources:
  a: {name: 虚构的网页, date: "9004-02-06", url: https://example.org/a.html}
  b: {name: 虚构的报道, date: null, url: null}
"""
AGENCY = """\
    series: [yunyu]
"""
THEME = """\
  - {old: 9001-02, new: 9002-01, verdict: confirmed, reason: 虚构的理由}
"""
TASKS = "tasks: [9001-01, 9001-02, 9002-01, 9003-01]\n"
LADDER = """\
    ladder:
      head: 岛屿
      note: 虚构的说明
      rungs:
        - name: 小岛
          note: 虚构的说明
          cells:
            - {notice: "9001", at: 9001-01#s1, words: 全面放开登岸限制}
            - {notice: "9004", fact: 登岸, words: 虚构的事实}
"""
SUBJECT = """\
  - id: ferries
    name: 渡口
    note: 虚构的说明
    entries:
      - {notice: "9004", fact: 登岸}
"""


OTHER = """\
# Fiction.
notice: daotian-9004
series: daotian-9004
title: {value: 9004年稻田重点任务, state: seen, sources: [a]}
tasks:
  - {number: 一, section: null, heading: 放开小岛登岸限制, agencies: null, state: seen, sources: [a]}
facts: []
sources:
  a: {name: 虚构的网页, date: "9004-02-06", url: https://example.org/a.html}
"""
ASKED = """\
comparisons:
  - {old: "9004", new: daotian-9004, reason: 虚构的理由}
"""


def write_every_field(folder: Path) -> Path:
    """Copies the corpus to `folder`, which is not there yet, and adds the other fields."""
    shutil.copytree(CORPUS, folder)
    _append(folder / "series.yml", SERIES)
    agencies = folder / "agencies.yml"
    text = agencies.read_text("utf-8").replace("\nothers:", f"{AGENCY}\nothers:")
    agencies.write_text(text, "utf-8", newline="\n")
    themes = folder / "themes.yml"
    text = themes.read_text("utf-8").replace(TASKS, TASKS + LADDER)
    themes.write_text(text + THEME, "utf-8", newline="\n")
    _append(folder / "figures.yml", SUBJECT)
    (folder / "comparisons.yml").write_text(ASKED, "utf-8", newline="\n")
    (folder / "notices/daotian-9004").mkdir()
    (folder / "notices/daotian-9004/facts.yml").write_text(OTHER, "utf-8", newline="\n")
    (folder / "english.yml").write_text(ENGLISH, "utf-8", newline="\n")
    (folder / "notices/9004").mkdir()
    (folder / "notices/9004/facts.yml").write_text(FACTS, "utf-8", newline="\n")
    (folder / "pages/join.md").write_text(PAGE, "utf-8", newline="\n")
    _record(folder / "notices/9002")
    return folder


def _record(notice: Path) -> None:
    """How the text was had and verified, and a word of it that an editor has put right."""
    path, source = notice / "notice.md", notice / "source.yml"
    imported = squeezed_sha256((notice / "original.txt").read_text("utf-8"))
    text = path.read_text("utf-8").replace(WAS, NOW)
    path.write_text(text, "utf-8", newline="\n")
    body = text.split("\n---\n", 1)[1]
    corrected, problems = parse_notice(
        body, notice_id="9002", series="yunyu", path="", first_line=1
    )
    assert problems == () and NOW in text
    digest = text_sha256(corrected)
    record = source.read_text("utf-8").replace(CORRECTIONS, CORRECTED)
    held = record.split(HELD)[1].split("\n")[0]
    record = record.replace(f"{HELD}{held}", f"{HELD}{digest}\n  imported_sha256: {imported}")
    record += SOURCE.replace("SHA", imported).replace("TEXT", digest)
    source.write_text(record, "utf-8", newline="\n")


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8", newline="\n")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands."""

    file: str
    start: int
    end: int


def places(content: Path) -> tuple[Place, ...]:
    """Every place of the content, in order."""
    paths = [*content.rglob("*.yml"), *content.rglob("*.md")]
    return tuple(
        sorted(place for path in paths for place in _places(path, path.relative_to(content)))
    )


def _places(path: Path, name: Path) -> Iterator[Place]:
    text, first, last = path.read_text("utf-8"), 0, None
    if path.suffix == ".md":
        first, last = 4, text.index("\n---\n", 3) + 1
    for start, end in _spans(text[first:last]):
        yield Place(name.as_posix(), first + start, first + end)
    if path.parent.name == "pages" and last:
        for line in filter(str.strip, text[last + 4 :].split("\n")):
            start = text.index(line, last)
            yield Place(name.as_posix(), start, start + len(line))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the scalars, lists and mappings of a YAML text begin and end."""
    open_: list[int] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):  # Python's own: that in C tells no index
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.CollectionStartEvent):
            open_.append(start)
        elif isinstance(event, yaml.CollectionEndEvent):
            begin = open_.pop()
            if open_:  # the whole file is no place
                yield begin, begin + len(text[begin:end].rstrip())
        elif isinstance(event, yaml.ScalarEvent) and end > start:
            yield start, end
