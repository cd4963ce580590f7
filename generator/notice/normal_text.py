"""The normal text is a notice's characters as its source has them; it is hashed and compared."""

from __future__ import annotations

import hashlib

from generator.model.notice import Notice


def normal_text(notice: Notice) -> str:
    """The whole notice, a paragraph a line: the text whose sha256 is its identity."""
    return "\n".join(line for stretch in notice.stretches() for line in stretch.lines) + "\n"


def text_sha256(notice: Notice) -> str:
    """The sha256, in hex, of a notice's normal text as UTF-8."""
    return hashlib.sha256(normal_text(notice).encode()).hexdigest()
