"""The notice of `tricky.txt` and the ways in which tests of readers bring it in."""

from __future__ import annotations

import html

from generator.content.loading import load_frame
from generator.importers.drafting import Draft, draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from generator.notice.normal_text import normal_text
from site_tests.conftest import ROOT
from site_tests.sources import page

REGISTRY = load_frame(ROOT / "site_tests/corpus/content")[1]
TEXT = (ROOT / "site_tests/importers/readers/tricky.txt").read_text("utf-8")
LINES = TEXT.splitlines()
TITLE, NUMBER, *BODY = LINES
PIECE = "木料优先"


def drafted(name: str, data: str | bytes) -> Draft:
    raw = data if isinstance(data, bytes) else data.encode()
    source = RawSource(name=name, data=raw)
    return draft(source, notice_id="9004", series="yunyu", registry=REGISTRY, read=read_here)


def told(made: Draft) -> str:
    return "\n".join(map(str, (*made.problems, *made.doubts)))


def left_out(made: Draft) -> list[str]:
    return [d.text for d in (*made.extract.dropped, *made.cleaned.removed)]


def assert_same(made: Draft) -> None:
    assert made.problems == () and made.notice is not None, told(made)
    assert normal_text(made.notice) == TEXT


def policy(body: str, head: str = "policyLibraryOverview_header", title: str = TITLE) -> bytes:
    cells = (("标\u3000\u3000题：", title), ("发文字号：", NUMBER))
    cells += (("成文日期：", "9004年04月05日"), ("发布日期：", "9004年04月06日"))
    table = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells)
    return page(
        f"<title>{TITLE}_云屿政府网</title>",
        f"<div class='{head}'><table>{table}</table></div>"
        f"<div class='pages_content' id='UCAP-CONTENT'>{body}</div>",
    )


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>\u3000\u3000{html.escape(line)}</p>" for line in lines)


def with_piece(new: str) -> bytes:
    return policy(paragraphs(BODY).replace(PIECE, new))
