"""Broken and hostile files: a named error, no traceback, little time and memory."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.content.loading import load_frame
from generator.importers import isolated
from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource, SourceError
from site_tests.running import CORPUS, run, snapshot
from site_tests.sources import LINES, TEXT, bomb_pdf, docx, govcn_policy, page, pdf, pdf_of, zipped
from site_tests.systems import limits

REGISTRY = load_frame(CORPUS)[1]


def named_pdf(body: bytes) -> bytes:
    return b"%PDF-1.7\n" + body


def bomb_docx() -> bytes:
    return zipped({"word/document.xml": b"<a>" + b"x" * 40_000_000 + b"</a>"})


def entity_docx() -> bytes:
    xml = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    return zipped({"word/document.xml": xml})


def encrypted_docx() -> bytes:
    data = bytearray(docx())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        place = found.start() + 8
        data[place : place + 2] = struct.pack("<H", 1)
    return bytes(data)


def traditional() -> bytes:
    import opencc

    return opencc.OpenCC("s2t").convert(TEXT).encode()


def without(*lines: str) -> bytes:
    return "\n".join(line for line in LINES if not line.startswith(lines)).encode()


def beside(name: str, link: bool = False) -> bytes:
    """A good document with another entry beside it."""
    data = io.BytesIO(docx())
    with zipfile.ZipFile(data, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (0o120777 if link else 0o100644) << 16
        archive.writestr(entry, b"/etc/passwd")
    return data.getvalue()


HOSTILE: dict[str, tuple[str, bytes]] = {
    "empty": ("a.txt", b""),
    "blank": ("a.txt", b" \n\t\n"),
    "NUL": ("a.txt", TEXT.replace("渡船", "渡\0船").encode()),
    "replacement character": ("a.txt", TEXT.replace("渡船", "渡\ufffd船").encode()),
    "bidi override": ("a.txt", TEXT.replace("渡船", "渡\u202e船").encode()),
    "zero width": ("a.txt", TEXT.replace("渡船", "渡\u200b船").encode()),
    "soft hyphen": ("a.txt", TEXT.replace("渡船", "渡\u00ad船").encode()),
    "private use": ("a.txt", TEXT.replace("渡船", "渡\ue000船").encode()),
    "line separator": ("a.txt", TEXT.replace("渡船", "渡\u0085船").encode()),
    "cid": ("a.txt", TEXT.replace("渡船", "(cid:123)船").encode()),
    "gateway marks": ("a.txt", TEXT.replace("渡船", "@@渡船").encode()),
    "pinyin gloss": ("a.txt", TEXT.replace("渡船", "渡ㄉㄨ船").encode()),
    "twice decoded": ("a.txt", TEXT.replace("渡船", "锟斤拷").encode()),
    "entity left": ("a.txt", TEXT.replace("渡船", "&nbsp;渡船").encode()),
    "traditional": ("a.txt", traditional()),
    "neither UTF-8 nor GB": ("a.txt", b"\xff\xfa\x80\x81" * 100),
    "UTF-16 without end": ("a.txt", b"\xff\xfe\x00"),
    "a missing section": ("a.txt", without("二、")),
    "a missing task": ("a.txt", without("（三）")),
    "a task twice": ("a.txt", TEXT.replace("（三）", "（二）").encode()),
    "tasks out of order": ("a.txt", TEXT.replace("（三）", "（七）").encode()),
    "a section twice": ("a.txt", TEXT.replace("三、", "二、").encode()),
    "no section at all": ("a.txt", without("一、", "二、", "三、", "四、")),
    "no task at all": ("a.txt", "云屿国通知\n一、甲\n只有一句。\n".encode()),
    "an announcement only": ("a.html", page("<title>x</title>", "<p>见附件。</p>")),
    "one huge line": ("a.txt", ("云屿国通知\n一、甲\n（一）乙。" + "渡" * 200_000).encode()),
    "only punctuation": ("a.txt", "。，；：".encode() * 100),
    "latin text": ("a.txt", b"Nothing of this is a notice.\n" * 50),
    "binary": ("a.txt", bytes(range(256)) * 100),
    "PNG": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    "too large": ("a.txt", b"x" * 20_000_001),
    "PDF header only": ("a.pdf", b"%PDF-1.7"),
    "PDF garbage": ("a.pdf", named_pdf(b"garbage" * 100)),
    "PDF that is none": ("a.pdf", b"hello"),
    "PDF cut short": ("a.pdf", pdf()[:2000]),
    "PDF without end": ("a.pdf", pdf()[:-300].replace(b"/Root", b"/Boot")),
    "PDF without pages": ("a.pdf", pdf().replace(b"/Pages", b"/Pagez")),
    "PDF of one page for ever": (
        "a.pdf",
        named_pdf(b"1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>"),
    ),
    "PDF with a wrong filter": ("a.pdf", pdf().replace(b"/FlateDecode", b"/FleteDecode")),
    "PDF full of zeros": ("a.pdf", named_pdf(b"\0" * 100_000)),
    "DOCX that is no zip": ("a.docx", b"hello"),
    "DOCX cut short": ("a.docx", docx()[:300]),
    "DOCX without document": ("a.docx", zipped({"a.txt": b"x"})),
    "DOCX with traversal": ("a.docx", zipped({"../../etc/x": b"x"})),
    "DOCX bomb": ("a.docx", bomb_docx()),
    "DOCX with entities": ("a.docx", entity_docx()),
    "DOCX with a DOCTYPE": ("a.docx", zipped({"word/document.xml": b"<!DOCTYPE a><a/>"})),
    "DOCX with broken XML": ("a.docx", zipped({"word/document.xml": b"<a><b></a>"})),
    "DOCX without text": ("a.docx", docx([" "])),
    "DOCX encrypted": ("a.docx", encrypted_docx()),
    "DOCX of nested elements": (
        "a.docx",
        zipped({"word/document.xml": b"<a>" * 50_000 + b"</a>" * 50_000}),
    ),
    "zip named text": ("a.txt", zipped({"a": b"x"})),
    "HTML with entities": (
        "a.html",
        b'<!DOCTYPE a [<!ENTITY b "b">]><html><body>&b;</body></html>',
    ),
    "HTML that is empty": ("a.html", b"<html></html>"),
    "HTML of nothing but script": ("a.html", page("<script>location='x'</script>", "")),
    "HTML with a challenge": ("a.html", page("<title>安全验证</title>", "<p>请开启JavaScript</p>")),
    "HTML nested deep": ("a.html", b"<html><body>" + b"<div>" * 20_000 + b"x" + b"</div>" * 20_000),
    "HTML with an empty body": (
        "a.html",
        page("<title>x</title>", "<div id='UCAP-CONTENT'></div>"),
    ),
    "HTML in traditional": (
        "a.html",
        page("<title>x</title>", f"<div id='UCAP-CONTENT'><p>{traditional().decode()}</p></div>"),
    ),
    "wikitext with unknown templates": (
        "a.wikitext",
        "{{Header\n|title=x\n}}\n{{甲|{{乙|{{丙".encode(),
    ),
    "wikitext without text": ("a.wikitext", b"{{Header\n|title=x\n}}\n<onlyinclude></onlyinclude>"),
    "wikitext of many braces": ("a.wikitext", b"{{Header\n|title=x\n}}" + b"{{" * 20_000),
    "PDF bomb": ("a.pdf", bomb_pdf()),
    "PDF encrypted": ("a.pdf", pdf_of(LINES, "{}", encrypt="secret")),
    "DOCX with a traversal beside it": ("a.docx", beside("../../evil.txt")),
    "DOCX with a link beside it": ("a.docx", beside("word/link", link=True)),
    "DOCX of many entries": ("a.docx", zipped({f"x{n}": b"" for n in range(3000)})),
    "a million lines": ("a.txt", "渡船\n".encode() * 1_000_000),
    "tasks without end": ("a.txt", (TEXT + "（一）乙。丙。\n" * 500_000).encode()),
    "more tasks than any": ("a.txt", (TEXT + "（一）乙。丙。\n" * 2_000).encode()),
    "a line of spaces": ("a.txt", TEXT.replace("渡船", "渡" + " " * 95_000 + "船").encode()),
    "headers without end": ("a.wikitext", b"{{Header|" * 100_000),
    "headers in a text": ("a.txt", b"{{Header|" * 200_000),
    "tags without end": ("a.txt", b"<onlyinclude>" * 100_000),
    "braces and spaces": ("a.wikitext", b"{{Header\n|title=x\n}}{{" + b" " * 200_000),
    "links without end": ("a.wikitext", b"{{Header\n|title=x\n}}" + b"[[a|" * 100_000),
    "DOCTYPE without end": ("a.html", b"<!DOCTYPE" * 11_000),
    "facts beside each other": (
        "a.html",
        ("<html><body><div>" + "<b>标题</b>" * 40_000 + "</div><div>" + "渡" * 500_000).encode()
        + b"</div><div id=UCAP-CONTENT>x</div></body></html>",
    ),
    "spans in spans": (
        "a.html",
        ("<html><body>" + "<span>" * 250 + "渡" * 1_000_000 + "</span>" * 250).encode()
        + b"<div id=UCAP-CONTENT>x</div></body></html>",
    ),
    "a page of 15 MB": ("a.html", ("<html><body>" + "<p>渡船准点</p>" * 800_000).encode()),
    "attributes without end": ("a.html", b"<html><body><div " + b"a=1 " * 2_000_000 + b">x"),
    "a web archive": ("a.mhtml", b"MIME-Version: 1.0\n\n<html></html>"),
    "RTF": ("a.rtf", b"{\\rtf1 x}"),
    "a foot for one": ("a.txt", (TEXT + "9\n").encode()),
    "Markdown without a task": ("a.md", "# 云屿国通知\n\n## 一、甲\n\n乙。\n".encode()),
}


def test_there_are_enough_hostile_inputs() -> None:
    """At least 60 of them."""
    assert len(HOSTILE) >= 60


MEASURED = r"""
import atexit, re, resource, runpy, sys
from pathlib import Path

def used():
    # Linux counts into maxrss what the process that started this one had.
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

atexit.register(lambda: sys.stderr.write(f"\npeak {used()}"))
runpy.run_module("generator.importers.isolated", run_name="__main__")
"""


@pytest.fixture
def peaks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The memory that readers used, each at most; one that its limit has killed tells nothing."""
    pytest.importorskip("resource")
    told: list[int] = []
    started = subprocess.run

    def start(*arguments: Any, **options: Any) -> Any:
        done = started(*arguments, **options)
        words, _, peak = done.stderr.rpartition(b"\npeak ")
        if peak.isdigit():
            told.append(int(peak))
            done.stderr = words
        return done

    monkeypatch.setattr(isolated, "COMMAND", ("-c", MEASURED))
    monkeypatch.setattr(isolated.subprocess, "run", start)
    return told


def test_the_memory_of_a_reader_is_measured(peaks: list[int]) -> None:
    """One reader, one figure of some megabytes."""
    draft(
        RawSource(name="a.txt", data=TEXT.encode()), notice_id="9004", series="x", registry=REGISTRY
    )
    assert len(peaks) == 1 and peaks[0] > 5_000


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input(
    name: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], peaks: list[int]
) -> None:
    """A named error with its place or a hint, no traceback, and the content is as it was."""
    file, data = HOSTILE[name]
    path = tmp_path / file
    path.write_bytes(data)
    before = snapshot(corpus)
    begin = time.monotonic()
    code, said = run(capsys, "import", str(path), "--notice", "9004", "--content", str(corpus))
    assert time.monotonic() - begin <= 300, "it hangs"
    assert code in (1, 3), said
    assert "Traceback" not in said and "hint: " in said, said
    assert snapshot(corpus) == before
    # The system measures in kilobytes or (macOS) bytes.
    most = 1_000_000_000 if sys.platform == "darwin" else 1_000_000
    assert max(peaks, default=0) <= most


def big5() -> bytes:
    return traditional().decode().encode("big5", "ignore")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", big5),
        ("a.txt", lambda: TEXT.encode().decode("latin-1").encode()),
        ("a.txt", lambda: TEXT.encode().decode("gb18030", "replace").encode()),
        ("a.html", lambda: page("<title>x</title>", f"<p>{big5().decode('gb18030')}</p>")),
    ],
)
def test_another_encoding_is_one_message(name: str, data: Callable[[], bytes]) -> None:
    """What was decoded as something else is no list of strange characters, but one word of it."""
    with pytest.raises(SourceError, match="is the encoding another one"):
        draft(RawSource(name=name, data=data()), notice_id="9002", series="yunyu", read=read_here)


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99, "recognised"),
        ("a.txt", b"\x89PNG\r\n", "recognised"),
        ("a.odt", zipped({"content.xml": b"<a/>"}), ".docx"),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<a/>"}), "into a document"),
        ("a.JPG", b"x", "recognised"),
    ],
)
def test_kinds_that_are_not_read(name: str, data: bytes, way: str) -> None:
    """Nobody is told to save a picture as UTF-8, but what would bring the text in."""
    with pytest.raises(SourceError, match="such files are not read") as caught:
        read_here(RawSource(name=name, data=data))
    assert way in caught.value.hint


def test_places_are_those_of_the_text_read() -> None:
    """A page has no lines that anybody could look up: what is counted is said."""
    data = govcn_policy().replace("孕妇".encode(), "孕婦".encode())
    made = draft(
        RawSource(name="a.html", data=data),
        notice_id="9002",
        series="yunyu",
        registry=REGISTRY,
        read=read_here,
    )
    assert [f"{d.path}:{d.line}" for d in made.doubts] == ["a.html → paragraph:12"]


def test_the_child_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that wants more than a gigabyte, or never ends, is stopped and named."""
    limits()
    source = RawSource(name="a.txt", data=b"x")
    for work in ("bytearray(2_000_000_000)", "[x for x in iter(int, 1)]"):
        limiting = (
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY));"
            "resource.setrlimit(resource.RLIMIT_CPU, (1, 1));"
        )
        code = f"from generator.importers.isolated import MEMORY; {limiting} {work}"
        monkeypatch.setattr(isolated, "COMMAND", ("-c", code))
        with pytest.raises(SourceError, match="too much memory or time"):
            isolated.read_isolated(source)


def test_pdfs_are_really_zip_safe() -> None:
    """The fixtures are what they claim to be."""
    assert zipfile.is_zipfile(io.BytesIO(docx())) and pdf().startswith(b"%PDF-")
