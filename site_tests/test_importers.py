"""Bringing a notice in: every shape gives the same text; what is broken or hostile is refused."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import http.server
import io
import os
import re
import resource
import shutil
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import cli
from generator.content.loading import load_content, load_frame, load_held
from generator.importers import isolated
from generator.importers.cleaning import clean
from generator.importers.drafting import draft
from generator.importers.fetching import Fetcher, is_public
from generator.importers.readers.choosing import read_here
from generator.importers.sources import Extract, RawSource, SourceError
from generator.importers.verifying import differences
from generator.importers.writing import write_files
from generator.model.provenance import Verification
from generator.notice.lines import wrong_cuts
from generator.notice.normal_text import normal_text, text_sha256
from generator.problems import ContentError
from generator.text.characters import squeeze
from generator.text.numerals import format_numeral
from site_tests.conftest import ROOT
from site_tests.sources import (
    LINES,
    SHAPES,
    TEXT,
    bomb_pdf,
    docx,
    docx_of,
    govcn_policy,
    page,
    paragraphs,
    pdf,
    pdf_of,
    run_of,
    zipped,
)

CORPUS = ROOT / "site_tests/corpus/content"
REGISTRY = load_frame(CORPUS)[1]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Runs keytasks; the exit code, and all that it printed."""
    import sys
    from unittest import mock

    with mock.patch.object(sys, "argv", ["keytasks", *arguments]):
        code = cli.main()
    said = capsys.readouterr()
    return code, said.out + said.err


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_the_same_text(name: str) -> None:
    """HTML of every layout, PDF, DOCX, wikitext, text in any encoding: one normal text."""
    made = draft(RawSource(name=name, data=SHAPES[name]()), notice_id="9002", series="yunyu")
    assert made.problems == () and made.notice is not None
    held = next(h for h in load_content(CORPUS).notices if h.notice.id == "9002")
    assert text_sha256(made.notice) == held.provenance.text_sha256


def test_importing_twice_changes_nothing(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new import writes notice, provenance and the raw file; the next one writes nothing."""
    shutil.rmtree(corpus / "notices/9002")
    path = tmp_path / "saved.html"
    path.write_bytes(govcn_policy())
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    code, said = run(capsys, *command, "--retrieved", "2026-11-24T00:00:00Z")
    assert code == 0 and "sections: 4, tasks: 11" in said
    first = snapshot(corpus)
    assert "notices/9002/original.html" in first
    held = load_content(corpus).notices
    assert [h.notice.id for h in held] == ["9003", "9002", "9001"]
    assert held[1].provenance.retrieval.time == "2026-11-24T00:00:00Z"
    code, said = run(capsys, *command)
    assert code == 0 and "nothing was written" in said
    assert snapshot(corpus) == first


def test_nothing_is_overwritten(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that is held stays without --force; --dry-run writes nothing; facts.yml stays."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace("孕妇", "病人"), "utf-8")
    (corpus / "notices/9002/facts.yml").write_text(
        'notice: "9002"\nseries: yunyu\nsections: []\ntasks: []\nfacts: []\nsources: {}\n', "utf-8"
    )
    before = snapshot(corpus)
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    assert run(capsys, *command)[0] == 2
    code, said = run(capsys, *command, "--dry-run")
    assert code == 0 and "without --dry-run: refused: " in said and "use --force" in said
    code, said = run(capsys, *command, "--force", "--dry-run")
    assert code == 0 and "refused" not in said
    assert snapshot(corpus) == before
    assert run(capsys, *command, "--force")[0] == 0
    after = snapshot(corpus)
    assert "病人" in after["notices/9002/notice.md"].decode()
    assert after["notices/9002/facts.yml"] == before["notices/9002/facts.yml"]


def test_unknown_names_are_told(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A body that the registry does not know is named with its task, and what to do about it."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace("鹿鸣院、", "鹿鸣馆、").replace("9002", "9004"), "utf-8")
    code, said = run(
        capsys, "import", str(path), "--notice", "9004", "--content", str(corpus), "--dry-run"
    )
    assert (
        code == 0 and "other.txt → paragraph:13: doubt: task （三）: nobody knows '鹿鸣馆'" in said
    )
    code, said = run(capsys, "import", str(path), "--notice", "9004", "--content", str(corpus))
    assert code == 1 and "1 doubt(s): look at each place, then say --accept-doubts" in said
    assert not (corpus / "notices/9004").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("9002年1月28日", "9002年1月32日", "there is no day 9002年1月32日"),
        ("9002年1月28日", "9002年2月29日", "there is no day 9002年2月29日"),
        ("按月公布", "2月30日前公布", "doubt: there is no day '2月30日'"),
        ("按月公布", "9001年13月3日公布", "doubt: there is no day '9001年13月3日'"),
    ],
)
def test_days_that_there_are_not(
    old: str, new: str, told: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a signature it is a Problem, elsewhere a doubt; the 29th of February may be a leap year's."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace(old, new).replace("按月公布", "2月29日公布"), "utf-8")
    shutil.rmtree(corpus / "notices/9002")
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    code, said = run(capsys, *command)
    assert code == 1 and said.count("there is no day") == 1 and told in said, said


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "not of the year of 9006: title 9002, annex 9002, number 9002, day of issue 9002"),
        ({"9002年": "9006年"}, "not of the year of 9006: number 9002"),
        ({"9002": "9006", "9006年1月": "9007年1月"}, "not of the year of 9006: day of issue 9007"),
        ({"9002": "9006", "《9006年": "《9005—9006年"}, None),
        ({"9002": "9006"}, None),
    ],
)
def test_another_years_text(
    changes: dict[str, str],
    told: str | None,
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Title, number and day of issue are of the year that the notice's id names, or in doubt."""
    path = tmp_path / "other.txt"
    text = TEXT
    for old, new in changes.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    command = ("import", str(path), "--notice", "9006", "--content", str(corpus))
    code, said = run(capsys, *command)
    assert code == (1 if told else 0), said
    assert ("doubt" not in said) if told is None else (told in said and "1 doubt(s)" in said)


def test_the_same_notice_twice(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Accepted though in doubt, another year's text or number is a Problem of the content."""
    path = tmp_path / "other.txt"
    command = ("import", str(path), "--notice", "9001", "--content", str(corpus))
    command = (*command, "--force", "--accept-doubts")
    for text, told in (
        (TEXT, "notices/9001/notice.md:0: the same text as 9002"),
        (
            TEXT.replace("按月", "按日"),
            "notices/9001/notice.md:12: 屿规〔9002〕11号 is the number of",
        ),
    ):
        path.write_text(text, "utf-8")
        assert run(capsys, *command)[0] == 0
        code, said = run(capsys, "check", "--content", str(corpus))
        assert code == 1 and told in said and "1 problem" in said


def test_a_number_that_facts_have(corpus: Path) -> None:
    """The number of a notice of which facts are known is no other one's."""
    folder = corpus / "notices/9000"
    folder.mkdir()
    (folder / "facts.yml").write_text(
        'notice: "9000"\nseries: yunyu\nnumber: {value: 屿规〔9002〕11号, state: seen, sources: [a]}\n'
        "sections: []\ntasks: []\nfacts: []\nsources: {a: {name: 虚构}}\n",
        "utf-8",
    )
    with pytest.raises(
        ContentError, match=r"9002/notice.md:12: 屿规〔9002〕11号 is the number of 9000"
    ):
        load_content(corpus)


def test_fiction_and_the_real_record(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fictional year is refused where the content is real, and a real one where it is fiction."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT, "utf-8")
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "real"))
    for content, notice, told in (
        (copy, "9002", "9002 is fiction, this content is not"),
        (copy, "xingwan-9002", "xingwan-9002 is fiction, this content is not"),
        (corpus, "2021", "this content is fiction, 2021 is not"),
    ):
        before = snapshot(content)
        code, said = run(capsys, "import", str(path), "--notice", notice, "--content", str(content))
        assert code == 2 and told in said
        assert snapshot(content) == before


def test_other_series(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A notice of another series has its own id and series."""
    path = tmp_path / "other.txt"
    path.write_text(TEXT.replace("屿规", "星规"), "utf-8")
    with (corpus / "series.yml").open("a") as file:
        file.write("others: [{id: xingwan, title: 星湾郡（虚构）}]\n")
    arguments = ("--notice", "xingwan-9002", "--series", "xingwan", "--content", str(corpus))
    assert run(capsys, "import", str(path), *arguments)[0] == 0
    held = {h.notice.id: h.notice.series for h in load_content(corpus).notices}
    assert held["xingwan-9002"] == "xingwan"


def test_verify(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every differing character is reported with its place; equal copies can be accepted."""
    path = tmp_path / "copy.html"
    path.write_bytes(govcn_policy().replace("孕妇".encode(), "孕婦".encode()))
    command = ("verify", "9002", str(path), "--content", str(corpus))
    code, said = run(capsys, *command)
    assert code == 1 and "held '妇', the other copy '婦'" in said
    assert f"{corpus}/notices/9002/notice.md:41: " in said
    path.write_bytes(govcn_policy())
    assert run(capsys, *command)[0] == 0
    assert run(capsys, *command, "--accept")[0] == 2
    address = "https://www.gov.cn/invented/9002.htm"
    code, said = run(
        capsys, *command, "--accept", "--official", address, "--retrieved", "2026-11-24T00:00:00Z"
    )
    assert code == 0, said
    held = next(h for h in load_content(corpus).notices if h.notice.id == "9002").provenance
    assert (held.state.value, held.official_url) == ("official", address)
    assert "2026-11-24" in held.verified


ADDRESS = "https://www.gov.cn/invented/9002.htm"
DAY = "2026-11-24T00:00:00Z"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A saved official page with the text of 9002."""
    path = tmp_path / "saved.html"
    path.write_bytes(govcn_policy())
    return path


def accept(corpus: Path, copy: Path, *more: str) -> tuple[str, ...]:
    return ("verify", "9002", str(copy), "--content", str(corpus), "--accept", *more)


def test_accepting_records_the_evidence(
    corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Address, sha256, layout and time of the second copy are kept; comments and the rest stay."""
    source = corpus / "notices/9002/source.yml"
    before = source.read_text("utf-8")
    code, said = run(capsys, *accept(corpus, saved, "--official", ADDRESS, "--retrieved", DAY))
    assert code == 0, said
    held = next(h for h in load_content(corpus).notices if h.notice.id == "9002").provenance
    assert held.verification == Verification(
        url=ADDRESS,
        sha256=hashlib.sha256(saved.read_bytes()).hexdigest(),
        text_sha256=held.text_sha256,
        layout="govcn-policy",
        time=DAY,
    )
    after = source.read_text("utf-8")
    assert after.startswith("# Fiction.\n") and "description: 虚构的文本" in after
    assert {*before.splitlines()} - {*after.splitlines()} == {
        "state: supplied",
        "note: 虚构的文本，为试验和演示而写",
        "  url: null",
        "  state: unknown",
    }


def test_a_verified_text_that_changes_is_verified_no_more(
    corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Corrected after it was accepted, a text is official only when it is compared anew."""
    command = accept(corpus, saved, "--official", ADDRESS, "--retrieved", DAY)
    assert run(capsys, *command)[0] == 0
    folder = corpus / "notices/9002"
    for name, was, now in (
        ("notice.md", "按月", "按日"),
        ("source.yml", "corrections: []", "corrections:\n  - {was: 按月, now: 按日, why: 虚构}"),
    ):
        text = (folder / name).read_text("utf-8")
        assert text.count(was) == 1
        (folder / name).write_text(text.replace(was, now), "utf-8")
    said = run(capsys, "check", "--content", str(corpus))[1]
    new, old = re.search("set text.sha256 to ([0-9a-f]{64})", said), folder / "source.yml"
    text = old.read_text("utf-8")
    held = re.search("text:\n  sha256: ([0-9a-f]{64})", text)
    assert new and held
    old.write_text(
        text.replace(f"text:\n  sha256: {held[1]}", f"text:\n  sha256: {new[1]}"), "utf-8"
    )
    with pytest.raises(ContentError, match="not the one that was verified"):
        load_content(corpus)


def test_no_evidence(
    corpus: Path, tmp_path: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The original itself, a copy of no official layout, and wrong addresses or times certify nothing."""
    original = corpus / "notices/9002/original.txt"
    other = tmp_path / "other.txt"
    other.write_text(TEXT + "\n", "utf-8")
    wiki = tmp_path / "wiki.html"
    wiki.write_bytes(SHAPES["wikisource.html"]())
    before = snapshot(corpus)
    good = ("--official", ADDRESS)
    for path, more, message in (
        (original, good, "the very file that the text was imported from"),
        (other, good, "a copy of the kind 'text' is no evidence"),
        (wiki, good, "a copy of the kind 'wikisource' is no evidence"),
        (
            saved,
            ("--official", "https://zh.wikisource.org/x"),
            "not the address of an official page",
        ),
        (saved, ("--official", "https://www.gov.cn/x\nstate: official"), "not the address"),
        (saved, ("--official", "https://www.gov.cn/x: {a: b} # c"), "not the address"),
        (saved, ("--official", "https://www.gov.cn.evil.example/x"), "not the address"),
        (saved, ("--official", "javascript:alert(1)"), "not the address"),
        (saved, (*good, "--retrieved", '"\nstate: official'), "not a time"),
    ):
        code, said = run(capsys, *accept(corpus, path, *more))
        assert code == 3 and message in said, said
    assert snapshot(corpus) == before


def test_official_needs_evidence(corpus: Path) -> None:
    """A text that says it is official without the record of a comparison is a Problem."""
    source = corpus / "notices/9002/source.yml"
    source.write_text(
        source.read_text("utf-8").replace("state: supplied", "state: official"), "utf-8"
    )
    with pytest.raises(ContentError, match="official, but no verification is recorded"):
        load_content(corpus)


def test_a_broken_notice_is_not_in_the_way(
    corpus: Path, saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems of the notice that is replaced or compared, or of others, stop neither."""
    for notice in ("9001", "9002"):
        path = corpus / f"notices/{notice}/notice.md"
        path.write_text(path.read_text("utf-8").replace("### （二）", "### （三）", 1), "utf-8")
    with pytest.raises(ContentError):
        load_content(corpus)
    code, said = run(capsys, "verify", "9002", str(saved), "--content", str(corpus))
    assert code == 1 and "held " in said and "9001" not in said
    assert run(capsys, *accept(corpus, saved, "--official", ADDRESS))[0] == 1
    arguments = ("--notice", "9002", "--content", str(corpus), "--force")
    assert run(capsys, "import", str(saved), *arguments)[0] == 0
    held, wrong = load_held(corpus, "9002", load_frame(corpus)[1])
    assert held is not None and wrong == ()


def test_every_difference_is_found() -> None:
    """Added, lost and changed paragraphs and characters: each has a report."""
    held = next(h for h in load_content(CORPUS).notices if h.notice.id == "9002")
    text = TEXT.replace("按月公布", "按日公布").replace("支持教师随船轮岗。", "")
    text = text.replace("三、提升岛屿品质\n", "三、提升岛屿品质\n新的一段。\n").replace(
        "余电", "盐"
    )
    made = draft(RawSource(name="x.txt", data=text.encode()), notice_id="9002", series="yunyu")
    found = list(differences(held.notice, made.notice, "x", held.placed))
    lines = (CORPUS / "notices/9002/notice.md").read_text("utf-8").splitlines()
    assert ["'月'" in found[0].message, "支持教师随船轮岗。" in found[1].message] == [True, True]
    places = [(p.message.split("'")[1], lines[p.line - 1]) for p in found]
    assert places == [
        ("月", "按航程、载重和潮位核定票价，按月公布。"),
        ("支持教师随船轮岗。", "支持教师随船轮岗。"),
        ("", "### （七）有序改造老旧渡口。"),
        ("余电", "余电可以卖给邻岛。"),
    ]


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


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input(
    name: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A named error with its place or a hint, no traceback, and the content is as it was."""
    file, data = HOSTILE[name]
    path = tmp_path / file
    path.write_bytes(data)
    before = snapshot(corpus)
    begin = time.monotonic()
    code, said = run(capsys, "import", str(path), "--notice", "9004", "--content", str(corpus))
    assert time.monotonic() - begin <= 30
    assert code in (1, 3), said
    assert "Traceback" not in said and "hint: " in said, said
    assert snapshot(corpus) == before
    # Readers run in children, which the system measures; kilobytes here.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= 1_000_000


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
    ("name", "data"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99),
        ("a.txt", b"\x89PNG\r\n"),
        ("a.ofd", zipped({"OFD.xml": b"<a/>"})),
        ("a.xlsx", zipped({"xl/workbook.xml": b"<a/>"})),
        ("a.JPG", b"x"),
    ],
)
def test_kinds_that_are_not_read(name: str, data: bytes) -> None:
    """Nobody is told to save a picture as UTF-8, but which kinds are read."""
    with pytest.raises(SourceError, match="such files are not read") as caught:
        read_here(RawSource(name=name, data=data))
    assert ".docx" in caught.value.hint


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
    source = RawSource(name="a.txt", data=b"x")
    for work in ("bytearray(2_000_000_000)", "[x for x in iter(int, 1)]"):
        limits = (
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY));"
            "resource.setrlimit(resource.RLIMIT_CPU, (1, 1));"
        )
        code = f"from generator.importers.isolated import MEMORY; {limits} {work}"
        monkeypatch.setattr(isolated, "COMMAND", ("-c", code))
        with pytest.raises(SourceError, match="too much memory or time"):
            isolated.read_isolated(source)


def test_links_and_folders_are_refused(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A symbolic link, a folder and a missing file are no sources; an id is no path."""
    (tmp_path / "link.txt").symlink_to(CORPUS / "notices/9002/original.txt")
    for source in ("link.txt", ".", "missing.txt"):
        arguments = ("--notice", "9004", "--content", str(corpus))
        assert run(capsys, "import", str(tmp_path / source), *arguments)[0] == 3
    (tmp_path / "link.txt").unlink()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for notice in ("../9004", "/9004", "9004/x", "", "九", "9004\n", "A"):
        arguments = ("--notice", notice, "--content", str(corpus))
        assert run(capsys, "import", str(tmp_path / "a.txt"), *arguments)[0] == 2
        assert run(capsys, "verify", "--content", str(corpus), notice, "x")[0] == 2
        arguments = ("--notice", "9004", "--series", notice, "--content", str(corpus))
        assert run(capsys, "import", str(tmp_path / "a.txt"), *arguments)[0] == 2


def test_ids_that_the_site_needs(
    corpus: Path, tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No notice has the address of a page of the site, or a name that Windows keeps for itself."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    own = {entry.name.partition(".")[0] for entry in site.iterdir()}
    own = {name for name in own if name and not re.match(r"\d{4}\Z", name)}
    assert {"about", "agencies", "compare", "data", "404"} <= own
    for notice in sorted({*own, "con", "nul", "com1", "lpt9", "notices"}):
        arguments = ("--notice", notice, "--content", str(corpus))
        code, said = run(capsys, "import", str(path), *arguments)
        assert code == 2 and "an address of the site" in said, notice
    shutil.copytree(corpus / "notices/9002", corpus / "notices/about")
    with pytest.raises(ContentError, match="'about' is an address of the site itself"):
        load_content(corpus)


def test_what_cannot_be_written(
    corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file where the folder goes, and a disk that refuses: a clear word, and nothing changed."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT.replace("9002", "9004"), "utf-8")
    (corpus / "notices/9004").write_text("mine", "utf-8")
    before = snapshot(corpus)
    command = ("import", str(path), "--notice", "9004", "--content", str(corpus), "--force")
    code, said = run(capsys, *command)
    assert code == 3 and "9004: is no folder" in said
    assert snapshot(corpus) == before
    (corpus / "notices/9004").unlink()
    before = snapshot(corpus)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(Path, "write_bytes", full)
    code, said = run(capsys, *command)
    assert code == 3 and "No space left on device" in said
    assert snapshot(corpus) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, SystemExit])
def test_stopped_between_two_renames(
    error: type[BaseException], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops the swap, the folder is what it was."""
    before = snapshot(corpus)
    rename = Path.rename

    def stops(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stops)
    with pytest.raises(error):
        write_files(corpus / "notices/9002", {"notice.md": b"x"})
    assert snapshot(corpus) == before


def test_force_keeps_what_is_not_its_own(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--force replaces the old original and the provenance also of the same text; notes stay."""
    folder = corpus / "notices/9002"
    (folder / "notes.md").write_text("mine", "utf-8")
    path = tmp_path / "a.html"
    path.write_bytes(govcn_policy())
    command = ("import", str(path), "--notice", "9002", "--content", str(corpus))
    assert "nothing was written" in run(capsys, *command)[1]
    assert run(capsys, *command, "--force")[0] == 0
    assert sorted(f.name for f in folder.iterdir()) == [
        "notes.md",
        "notice.md",
        "original.html",
        "source.yml",
    ]
    held = next(h for h in load_content(corpus).notices if h.notice.id == "9002")
    assert held.provenance.retrieval.layout == "govcn-policy"


@pytest.mark.parametrize("broken", [False, True])
def test_force_drops_no_corrections(
    broken: bool, corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an editor wrote is not replaced: the import says what stands in its way."""
    path = corpus / "notices/9002/source.yml"
    told = "has 1 correction that would be lost"
    corrections = "corrections:\n  - {was: 按日公布, now: 按月公布, why: 虚构}"
    text = path.read_text("utf-8").replace("corrections: []", corrections)
    if broken:
        text, told = text + "x: [\n", "source.yml:17: not valid YAML"
    path.write_text(text, "utf-8")
    before = snapshot(corpus)
    command = ("import", str(saved), "--notice", "9002", "--content", str(corpus), "--force")
    code, said = run(capsys, *command)
    assert code == (1 if broken else 2) and told in said
    assert told in run(capsys, *command, "--dry-run")[1]
    assert snapshot(corpus) == before


def test_leftovers_are_no_notices(corpus: Path) -> None:
    """A folder that a killed import left behind is not read as content."""
    (corpus / "notices/.9004-x/new").mkdir(parents=True)
    assert len(load_content(corpus).notices) == 3


def test_the_series_is_said(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import into a series that is not the content's own says so."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    arguments = ("--notice", "xingwan-9002", "--series", "xingwan", "--content", str(corpus))
    said = run(capsys, "import", str(path), *arguments, "--dry-run")[1]
    assert "series: xingwan is new" in said
    assert (
        "series:"
        not in run(capsys, "import", str(path), *("--notice", "9004"), "--content", str(corpus))[1]
    )


def test_little_is_printed_of_much(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a hundred things that were left out the terminal shows a few, and says how many more."""
    path = tmp_path / "a.html"
    path.write_bytes(govcn_policy().replace(b"</p>", b"<b hidden>x</b></p>"))
    said = run(
        capsys, "import", str(path), "--notice", "9004", "--content", str(corpus), "--dry-run"
    )[1]
    assert said.count("left out (hidden text)") == 12 and re.search(r"and \d+ more", said)


FORBIDDEN = [
    "",
    "http://www.gov.cn/x",
    "ftp://www.gov.cn/x",
    "file:///etc/passwd",
    "gopher://www.gov.cn/x",
    "data:text/html,x",
    "javascript:alert(1)",
    "//www.gov.cn/x",
    "www.gov.cn/x",
    "https:///x",
    "https://",
    "https://localhost/x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://0/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[fe80::1]/x",
    "https://10.0.0.1/x",
    "https://172.16.0.1/x",
    "https://192.168.1.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/x",
    "https://www.gov.cn.evil.example/x",
    "https://evil.example/www.gov.cn",
    "https://evil.example?www.gov.cn",
    "https://evil.example#www.gov.cn",
    "https://www.gov.cn@evil.example/x",
    "https://user@www.gov.cn/x",
    "https://user:secret@www.gov.cn/x",
    "https://www.gov.cn:8443/x",
    "https://www.gov.cn:22/x",
    "https://www.gov.cn:99999/x",
    "https://www.gov.cn:x/x",
    "https://www.gov.cn\\@evil.example/x",
    "https://www.gov.cn%2eevil.example/x",
    "https://www.gov.cn/x y",
    "https://www.gov.cn/文件",
    "https://\uff57ww.gov.cn/x",
    "https://xn--fiqs8s/x",
    "https://gov.cn/x",
    "https://api.github.com/x",
    "https://metadata.google.internal/x",
    "",
][1:-1]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_forbidden_address(address: str) -> None:
    """No socket is opened and no name looked up for an address that is not on the list."""

    def never(*_: object) -> None:
        raise AssertionError("the network was touched")

    with pytest.raises(SourceError):
        Fetcher(resolve=never, connect=never).fetch(address)  # type: ignore[arg-type]


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "2002:7f00:1::",
    "2001:db8::1",
    "64:ff9b:1::1",
    "fec0::1",
    "192.88.99.1",
    "nonsense",
]


@pytest.mark.parametrize("machine", PRIVATE)
def test_a_name_that_leads_inside(machine: str) -> None:
    """A known host whose name leads to an address that is not public is not asked."""

    def never(*_: object) -> http.client.HTTPConnection:
        raise AssertionError("the network was touched")

    assert not is_public(machine)
    for found in ([machine], ["8.8.8.8", machine]):
        with pytest.raises(SourceError, match="no public address"):
            Fetcher(resolve=lambda _, f=found: f, connect=never).fetch("https://www.gov.cn/x")


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_socket_is_connected(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real network code, the socket's own connect is never called, nor a name looked up."""
    touched: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: touched.append(a))
    monkeypatch.setattr(socket.socket, "connect_ex", lambda *a: touched.append(a))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **_: touched.append(a))
    with pytest.raises(SourceError) as caught:
        Fetcher().fetch(address)
    assert touched == [] and caught.value.hint


def test_no_advice_to_allow_a_machine() -> None:
    """--allow-host is advised for sites' names alone, and a machine's number is refused with it."""
    for host in ("127.0.0.1", "10.0.0.1", "[::1]", "2130706433", "0x7f.1"):
        with pytest.raises(SourceError) as caught:
            Fetcher(hosts={host.strip("[]")}).fetch(f"https://{host}/x")
        assert "--allow-host" not in caught.value.hint


@pytest.mark.parametrize("late", ["names", "headers"])
def test_the_time_is_for_all_of_it(late: str) -> None:
    """Neither a name server nor headers that come drop by drop outlast the deadline."""
    stop = threading.Event()
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def drip() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                    while not stop.wait(0.05):
                        connection.sendall(b"a")

        def resolve(_: str) -> list[str]:
            if late == "names":
                stop.wait(20)
            return ["8.8.8.8"]

        def connect(*_: object) -> http.client.HTTPConnection:
            return http.client.HTTPConnection("127.0.0.1", server.getsockname()[1], timeout=20)

        thread = threading.Thread(target=drip)
        thread.start()
        begin = time.monotonic()
        with pytest.raises(SourceError, match=r"took longer than 0\.5 seconds"):
            Fetcher(resolve=resolve, connect=connect, seconds=0.5).fetch("https://www.gov.cn/x")
        assert time.monotonic() - begin < 5
        stop.set()
        if late == "names":
            with socket.create_connection(server.getsockname()):
                pass
        thread.join()


def test_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real resolver, nothing but the resolver is called for a known host."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.1", 443))])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(SourceError, match="no public address"):
        Fetcher().fetch("https://www.gov.cn/x")


class _Site(http.server.BaseHTTPRequestHandler):
    """Plays the official sites."""

    def do_GET(self) -> None:
        if self.path == "/notice.htm":
            self.answer(200, govcn_policy())
        elif self.path == "/moved":
            self.answer(302, b"", "/notice.htm")
        elif self.path == "/inside":
            self.answer(302, b"", "https://127.0.0.1/secret")
        elif self.path == "/elsewhere":
            self.answer(302, b"", "https://evil.example/x")
        elif self.path == "/down":
            self.answer(301, b"", "http://www.gov.cn/notice.htm")
        elif self.path == "/loop":
            self.answer(302, b"", "/loop")
        elif self.path == "/large":
            self.answer(200, b"x" * 9_000_000)
        else:
            self.answer(int(self.path.strip("/")), b"no")

    def answer(self, status: int, data: bytes, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    """A fetcher whose network is a server on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def connect(host: str, machine: str, seconds: float) -> http.client.HTTPConnection:
            assert (host, machine) == ("www.gov.cn", "8.8.8.8")
            return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=seconds)

        yield Fetcher(resolve=lambda _: ["8.8.8.8"], connect=connect)
        server.shutdown()
        thread.join()


def test_fetching(fetcher: Fetcher) -> None:
    """A page, also behind a redirect, with the address asked and the one that answered."""
    got = fetcher.fetch("https://www.gov.cn/moved")
    assert (got.asked, got.final) == ("https://www.gov.cn/moved", "https://www.gov.cn/notice.htm")
    made = draft(got, notice_id="9002", series="yunyu")
    assert made.notice is not None and normal_text(made.notice) == TEXT


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("inside", "a machine's number"),
        ("elsewhere", "not on the list"),
        ("down", "only https"),
        ("loop", "redirects"),
        ("large", "more than 8 MB"),
        ("403", "refuses programs"),
        ("412", "refuses programs"),
        ("404", "answered 404"),
        ("500", "answered 500"),
    ],
)
def test_what_is_not_fetched(path: str, message: str, fetcher: Fetcher) -> None:
    """Redirects are checked like the first address; a refusal says what to do instead."""
    with pytest.raises(SourceError, match=message):
        fetcher.fetch(f"https://www.gov.cn/{path}")


LINE = st.text(
    alphabet="一二三四十、（）()〔〕。；：，渡船灯塔负责牵头9012年月日 \u3000\t—abc#>*\\",
    max_size=40,
)
EXAMPLES = int(os.environ.get("KEYTASKS_FUZZ", "150"))
NAMES = st.sampled_from(["规划院", "渡津部", "稻田署", "潮汐署", "各岛有关部门", "无名馆"])
CLAUSES = st.one_of(
    st.just(""),
    st.lists(NAMES, min_size=1, max_size=3, unique=True).flatmap(
        lambda names: st.sampled_from(
            [
                f"（{'、'.join(names)}等负责）",
                f"（{'、'.join(names)}）",
                f"（{names[0]}牵头，{names[-1]}按职责分工负责）",
                f"〔责任单位：{'、'.join(names)}〕",
                f"（{names[0]}；以下各项任务均需{names[-1]}落实）",
            ]
        )
    ),
)
WORDS = st.text(alphabet="渡船灯塔礁石码头修缮300万以上Ⅱ型A-z5年“”《》—…", min_size=1, max_size=30)


@st.composite
def notices(draw: st.DrawFn) -> list[str]:
    """The lines of a notice in its form, of any size and with anything in its sentences."""
    lines = ["云屿国规划院关于印发《9004年重点任务》的通知", "屿规〔9004〕3号", "各岛规划所："]
    lines += [
        draw(WORDS) + "。",
        "云屿国规划院",
        "9004年4月5日",
        "9004年重点任务",
        draw(WORDS) + "。",
    ]
    number = 0
    for section in range(1, draw(st.integers(1, 4)) + 1):
        lines.append(f"{format_numeral(section)}、{draw(WORDS)}")
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            text = "。".join([draw(WORDS), draw(WORDS), ""]) + draw(CLAUSES)
            lines.append(f"（{format_numeral(number)}）{text}")
            lines += draw(st.lists(WORDS.map(lambda w: w + "。"), max_size=1))
    return lines


NOISE = st.sampled_from(
    [
        "",
        "1",
        "— 2 —",
        "\u3000\u3000",
        "（六）、",
        "***",
        "#### x",
        "{{gap}}",
        "<b>",
        "抄送：甲",
        "&nbsp;",
        "\0",
    ]
)
SHAPERS = {
    "a.txt": lambda lines: "\n".join(lines).encode(),
    "a.md": lambda lines: "\n\n".join(lines).encode(),
    "b.md": lambda lines: "\n\n".join(
        f"### {x}" if x.startswith("（") else f"## {x}" if x[1:2] == "、" else x for x in lines
    ).encode(),
    "a.wikitext": lambda lines: (
        "{{Header\n|title=x\n}}\n<onlyinclude>\n" + "\n\n".join(lines) + "\n</onlyinclude>"
    ).encode(),
    "a.html": lambda lines: page(
        "<title>x</title>", f"<div id='UCAP-CONTENT'>{paragraphs(lines, '')}</div>"
    ),
    "b.html": lambda lines: page(
        "<title>x</title>", f"<div id='UCAP-CONTENT'><p>{'<br>'.join(lines)}</p></div>"
    ),
    "a.docx": lambda lines: docx_of([run_of(re.sub("[\0]", "", line)) for line in lines]),
}
MUTATIONS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("iasd"), NOISE), max_size=3)


def mutated(lines: list[str], changes: list[tuple[int, str, str]]) -> list[str]:
    """Lines put in, added to, swapped and taken away."""
    lines = list(lines)
    for place, kind, noise in changes:
        at = place % len(lines)
        if kind == "i":
            lines.insert(at, noise)
        elif kind == "a":
            lines[at] += noise
        elif kind == "s":
            lines[at], lines[-1] = lines[-1], lines[at]
        elif len(lines) > 1:
            del lines[at]
    return lines


@given(notices(), MUTATIONS, st.sampled_from(sorted(SHAPERS)))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_character_is_lost(
    lines: list[str], changes: list[tuple[int, str, str]], shape: str
) -> None:
    """Through every reader: what is taken and what is reported is the whole input."""
    lines = mutated(lines, changes)
    source = RawSource(name=shape, data=SHAPERS[shape](lines))
    try:
        made = draft(source, notice_id="9004", series="yunyu", registry=REGISTRY, read=read_here)
    except SourceError:
        return
    kept = [*made.cleaned.paragraphs, *(d.text for d in made.cleaned.removed)]
    kept += [d.text for d in made.extract.dropped]
    shown = "".join(lines) if shape in ("a.txt", "a.docx") else ""
    if shown:
        assert sorted(squeeze("".join(kept)).replace("\0", "")) == sorted(
            squeeze(shown).replace("\0", "")
        )
    faults = [
        p
        for p in made.problems
        if re.search(r"(?:reading|cleaning) (?:lost|made)|lacks", p.message)
    ]
    assert faults == []
    if made.notice is not None and not made.problems:
        taken = squeeze(normal_text(made.notice))
        assert taken == squeeze("".join(made.cleaned.paragraphs))


@given(notices(), st.sampled_from(sorted(SHAPERS)))
@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_good_notice_comes_through(lines: list[str], shape: str) -> None:
    """A notice in its form gives its own characters, whatever the shape, and a clause for a clause."""
    clean_lines = [re.sub("[<>&{}|\\[\\]]", "", line) for line in lines]
    source = RawSource(name=shape, data=SHAPERS[shape](clean_lines))
    made = draft(source, notice_id="9004", series="yunyu", registry=REGISTRY, read=read_here)
    wrong = [p.message for p in made.problems if "without tasks" not in p.message]
    assert made.notice is not None and wrong == [], wrong
    reviewed = [doubt.message for doubt in made.doubts]
    assert list(wrong_cuts(made.notice, REGISTRY, "x", reviewed)) == []
    text = squeeze(normal_text(made.notice))
    assert text.removeprefix("x") == squeeze("".join(clean_lines))


@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.html", "a.md", "a.wikitext", "a.pdf", "a.docx"]),
    st.booleans(),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_bytes(data: bytes, name: str, framed: bool) -> None:
    """Whatever the bytes are: a draft with Problems, or a named error."""
    if framed:
        frames = {
            "a.pdf": lambda: pdf()[:2000] + data + pdf()[2000:],
            "a.docx": lambda: docx()[:400] + data + docx()[400:],
        }
        data = frames.get(name, lambda: TEXT.encode()[:900] + data + TEXT.encode()[900:])()
    try:
        made = draft(
            RawSource(name=name, data=data), notice_id="9004", series="yunyu", read=read_here
        )
    except SourceError:
        return
    assert made.notice is not None or made.problems


def test_steps_are_reported() -> None:
    """Every cleaning that changed something has its name in the summary."""
    lines = ("\u3000\u3000云屿国通知", "", "— 3 —", "9002 年 3 月")
    cleaned = clean(Extract(layout="text", lines=lines, raw=""))
    assert cleaned.paragraphs == ("云屿国通知", "9002年3月")
    assert [d.text for d in cleaned.removed] == ["— 3 —"]
    assert cleaned.steps == (
        "dropped indents and empty lines",
        "dropped page feet",
        "dropped spaces between Chinese and digits",
    )


def test_a_second_copy_is_dropped() -> None:
    """The copy for phones behind the document is left out, and that is said."""
    cleaned = clean(Extract(layout="text", lines=tuple(LINES) * 2, raw=""))
    assert cleaned.paragraphs == tuple(LINES)
    assert "dropped the second copy of the document" in cleaned.steps


def test_pdfs_are_really_zip_safe() -> None:
    """The fixtures are what they claim to be."""
    assert zipfile.is_zipfile(io.BytesIO(docx())) and pdf().startswith(b"%PDF-")
