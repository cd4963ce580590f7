"""Each notice and task as Markdown for machines, at its page's address: `/2020/07/index.md`.

    # （七）标题

    - 出自：《通知》（文号）第三部分第（七）项
    - 状态：…

    ## 原文

    \\[s1\\] 第一句。
    \\[s2\\] 第二句。

A sentence a line, its anchor before it in brackets; what Markdown would take for its own is escaped, so
that a reader of Markdown gets the official characters and no others. `text_sha256` lets everybody prove them.
MkDocs takes every `.md` for a page, so that these files are made with `.txt` behind; `bridge` takes it off.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from generator.addresses import TWIN, markdown_twin, notice_address, task_address
from generator.citing.styles import gongwen
from generator.edition import Edition, Kind, Producer
from generator.model.entries import NoticeEntry, TaskEntry
from generator.model.notice import Notice, Paragraph
from generator.outputs import OutputFile

ACTIVE = re.compile(r"([\\`*_\[\]<>&#|~])")
"""Characters that Markdown may take for mark-up wherever they stand."""
BEGINNING = re.compile(r"\A([-+=]|\d+(?=[.)]))")
"""What would begin a list or a rule at the beginning of a line."""


def escaped(text: str) -> str:
    """The text as Markdown that shows exactly it; line ends within it become spaces."""
    line = ACTIVE.sub(r"\\\1", " ".join(text.splitlines()))
    return BEGINNING.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", line)


def text_sha256(task: TaskEntry) -> str | None:
    """The sha256 of a held task's heading, mark, sentences and clauses, joined, in UTF-8."""
    if not task.held:
        return None
    text = f"{task.heading}{task.heading_end or ''}{''.join(part.text for part in task.parts)}"
    return hashlib.sha256(text.encode()).hexdigest()


def task_markdown(edition: Edition, task: TaskEntry) -> str:
    """A task with a page; what is not known of it is not in it."""
    assert task.id  # else it has no page
    words = edition.words
    parties = [party.printed for party in (*(task.parties or ()), *(task.others or ()))]
    named = "、".join(parties) + (words.say("twin.open") if task.open else "")
    states = task.states
    facts = [
        ("from", gongwen(edition.citations[task.key], "", "")),
        ("state", _state(edition, task.state)),
        ("heading_state", words.table("fact_states")[states.heading].text if states else None),
        ("page", _address(edition, task_address(task.id))),
        ("section", task.section.title if task.section else None),
        ("agencies", words.say("cells.unknown") if task.parties is None else named),
        (
            "agencies_state",
            words.table("fact_states")[states.agencies].text
            if states and states.agencies
            else None,
        ),
        ("deadline", task.deadline),
        ("figures", "、".join(figure.text for figure in task.figures or ())),
        ("sources", "；".join(source.name for source in task.sources or ())),
        ("sha256", text_sha256(task)),
    ]
    lines = [f"# {escaped((task.label or '') + (task.heading or ''))}", "", *_facts(edition, facts)]
    lines += ["", words.say("cells.note") + words.say("marks.stop"), ""]
    if task.paragraphs is None:
        lines.append(words.say("twin.none"))
    else:
        lines += [words.say("twin.note"), "", f"## {words.say('twin.text')}", ""]
        lines += _paragraphs(task.paragraphs)
    return "\n".join(lines) + "\n"


def notice_markdown(edition: Edition, notice: NoticeEntry, held: Notice | None) -> str:
    """A notice: its whole text where it is held, else the tasks that are known."""
    words = edition.words
    facts = [
        ("from", gongwen(edition.citations[notice.id], "", "")),
        ("issuer", notice.issuer),
        ("issued", notice.issued),
        ("state", _state(edition, notice.state)),
        ("page", _address(edition, notice_address(notice.id))),
    ]
    lines = [f"# {escaped(notice.name)}", "", *_facts(edition, facts), ""]
    lines += [words.say("cells.note") + words.say("marks.stop"), ""]
    if held is None:
        lines += [words.say("twin.known"), ""]
        for task in notice.headed:
            lines.append(
                f"- {escaped((task.label or '') + (task.heading or ''))}{_beside(edition, task)}"
            )
        return "\n".join(lines) + "\n"
    lines.append(words.say("twin.note"))
    entries = {task.key: task for task in notice.tasks}
    for stretch in held.stretches():
        if stretch.title is not None:
            lines += ["", f"{'###' if stretch.task else '##'} {escaped(stretch.title)}"]
        if stretch.task:
            lines += ["", _task_line(edition, entries[str(stretch.task.id)])]
        lines += ["", *_paragraphs(stretch.paragraphs, stretch.anchor)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).rstrip()) + "\n"


def _beside(edition: Edition, task: TaskEntry) -> str:
    """How sure the heading of a known task is, and where it stands."""
    states = edition.words.table("fact_states")
    sure = f"（{states[task.states.heading].text}）" if task.states else ""
    return sure + (
        f" {_address(edition, task_address(task.id))}" if task.has_page and task.id else ""
    )


def _task_line(edition: Edition, task: TaskEntry) -> str:
    where = _address(edition, task_address(task.id)) if task.id else ""
    return f"{where} sha256:{text_sha256(task)}"


def _facts(edition: Edition, facts: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    heads = edition.words.table("twin_facts")
    for key, value in facts:
        if value:
            text = value if key in ("page", "sha256") else escaped(value)
            yield f"- {heads[key].text}：{text}"


def _state(edition: Edition, state: str) -> str:
    return edition.words.table("text_states")[state].text


def _address(edition: Edition, address: str) -> str:
    return edition.url(address) or f"/{address}"


def _paragraphs(paragraphs: Iterable[Paragraph], anchor: str = "") -> list[str]:
    """Paragraphs with an empty line between them, a sentence a line, each with its anchor before it."""
    before = f"{anchor}-" if anchor else ""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [
            "",
            *(f"\\[{before}{part.id}\\] {escaped(part.text)}" for part in paragraph.parts),
        ]
    return lines[1:]


def _files(edition: Edition) -> Iterator[OutputFile]:
    for notice, text in notice_twins(edition):
        yield OutputFile(markdown_twin(notice_address(notice.id)) + TWIN, text.encode())
        for task in notice.paged:
            assert task.id  # it has a page
            path = markdown_twin(task_address(task.id)) + TWIN
            yield OutputFile(path, task_markdown(edition, task).encode())


def notice_twins(edition: Edition) -> Iterator[tuple[NoticeEntry, str]]:
    """Every notice with its Markdown, newest first."""
    held = {h.notice.id: h.notice for h in edition.content.notices}
    for notice in edition.newest_first:
        yield notice, notice_markdown(edition, notice, held.get(notice.id))


_PLACES = {
    "notice_twin": "<notice>/",
    "task_twin": "<notice>/<task>/",
    "section_task_twin": "<notice>/<section>/<task>/",
}
"""The pages that have a twin, by its kind's name."""
TWINS = Producer(
    kinds=(
        *(Kind(name=k, pattern=markdown_twin(at), listed=False) for k, at in _PLACES.items()),
        # As they are made, and as another builder finds them.
        *(
            Kind(name=f"made_{k}", pattern=markdown_twin(at) + TWIN, guarded=False, listed=False)
            for k, at in _PLACES.items()
        ),
    ),
    files=_files,
)
