"""The normal text is a notice's characters as its source has them; it is hashed and compared."""

from __future__ import annotations

import hashlib

from generator.model.notice import Notice, Task


def task_text(task: Task) -> str:
    """A task's characters as the source has them, paragraphs on lines of their own."""
    head = f"{task.label}{task.heading}{task.heading_end}"
    texts = [paragraph.text for paragraph in task.paragraphs]
    # A heading with a closing mark runs on into the first paragraph; one without stands alone.
    runs_on = bool(task.heading_end and texts)
    return "\n".join([head + texts[0], *texts[1:]] if runs_on else [head, *texts])


def normal_text(notice: Notice) -> str:
    """The whole notice, a paragraph a line: the text whose sha256 is its identity."""
    lines = [notice.identity.title, *(p.text for p in notice.letter)]
    lines += [notice.annex_title] if notice.annex_title is not None else []
    lines += [p.text for p in notice.preamble]
    for section in notice.sections:
        lines += [section.label + section.heading, *(p.text for p in section.intro)]
        lines += map(task_text, section.tasks)
    return "\n".join([*lines, *(p.text for p in notice.closing)]) + "\n"


def text_sha256(notice: Notice) -> str:
    """The sha256, in hex, of a notice's normal text as UTF-8."""
    return hashlib.sha256(normal_text(notice).encode()).hexdigest()
