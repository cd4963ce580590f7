"""`llms.txt`, an index for machines by the convention of llmstxt.org, and `llms-full.txt`, all texts in one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import (
    COVERAGE,
    DATA,
    DATA_FILES,
    LLMS,
    LLMS_FULL,
    hand_address,
    markdown_twin,
    notice_address,
    task_address,
)
from generator.edition import Edition, Kind, Producer
from generator.exports.markdown_twins import escaped, notice_twins
from generator.outputs import OutputFile

DATA_LISTED = ("notices.json", "figures.json", "tasks.csv", "keytasks.sqlite", "all.zip")


def llms_text(edition: Edition) -> str:
    """A title, what the site is and how to quote it, then lists of links to Markdown and data."""
    words, content = edition.words, edition.content
    mark = words.say("frame.fiction_mark") if content.series.fiction else ""
    lines = [f"# {mark}{escaped(edition.title)}", "", f"> {words.say('llms.lead')}", ""]
    lines += [words.say("llms.rules")]
    if content.series.licence:
        lines += ["", escaped(content.series.licence)]
    for notice in edition.newest_first:
        state = words.table("text_states")[notice.state].text
        lines += ["", f"## {escaped(notice.label)}", ""]
        lines.append(_link(edition, notice.name, markdown_twin(notice_address(notice.id)), state))
        for task in notice.paged:
            assert task.id  # it has a page
            name = f"{task.cited}{task.heading}"
            lines.append(_link(edition, name, markdown_twin(task_address(task.id))))
    lines += ["", f"## {words.say('llms.data')}", ""]
    lines += [_link(edition, name, DATA_FILES + name) for name in DATA_LISTED]
    lines.append(_link(edition, words.say("data.title"), DATA))
    lines += ["", f"## {words.say('llms.optional')}", ""]
    lines.append(_link(edition, words.say("llms.full"), LLMS_FULL))
    lines.append(_link(edition, words.say("coverage.title"), COVERAGE))
    lines += [_link(edition, page.title, hand_address(page.slug)) for page in content.pages]
    return "\n".join(lines) + "\n"


def _link(edition: Edition, name: str, address: str, note: str = "") -> str:
    where = edition.url(address) or f"/{address}"
    return f"- [{escaped(name)}]({where})" + (f": {escaped(note)}" if note else "")


def _files(edition: Edition) -> Iterator[OutputFile]:
    yield OutputFile(LLMS, llms_text(edition).encode())
    texts = [text for _, text in notice_twins(edition)]
    head = f"{edition.words.say('llms.lead')}\n\n{edition.words.say('llms.rules')}\n"
    yield OutputFile(LLMS_FULL, "\n".join([head, *texts]).encode())


LLMS_FILES = Producer(
    kinds=(
        Kind(name="llms", pattern=LLMS, listed=False),
        Kind(name="llms_full", pattern=LLMS_FULL, listed=False),
    ),
    files=_files,
)
