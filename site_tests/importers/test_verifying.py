"""`keytasks verify`: every difference is found, and only evidence makes a text official."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from generator.content.loading import load_content, load_frame, load_held
from generator.importers.accepting import NO_DIFFERENCE
from generator.importers.drafting import draft
from generator.importers.sources import RawSource
from generator.importers.verifying import differences
from generator.model.provenance import Verification
from generator.problems import ContentError
from site_tests.running import CORPUS, run, snapshot
from site_tests.sources import SHAPES, TEXT, govcn_policy


def test_verify(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every differing character is reported with its place; equal copies can be accepted."""
    path = tmp_path / "copy.html"
    path.write_bytes(govcn_policy().replace("孕妇".encode(), "孕婦".encode()))
    command = ("verify", "9002", str(path), "--content", str(corpus))
    code, said = run(capsys, *command)
    assert code == 1 and "held '妇', the other copy '婦'" in said
    assert f"{corpus.as_posix()}/notices/9002/notice.md:41: " in said
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
    change = load_content(corpus).changes[-1]
    assert (change.notice, change.kind, change.what) == ("9002", "verified", NO_DIFFERENCE)
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


@pytest.mark.parametrize("host", ["www.yunyu.example", "www.other.example"])
def test_a_series_names_its_official_sites(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    """A page saved from a site that the series names is evidence, whatever its layout; another is none."""
    path = corpus / "series.yml"
    hosts = "official_hosts: [www.gov.cn, www.ndrc.gov.cn]"
    path.write_text(
        path.read_text("utf-8").replace(hosts, "official_hosts: [www.yunyu.example]"), "utf-8"
    )
    address = f"https://{host}/9002.html"
    page = tmp_path / "page.html"
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    saved = f"<!-- saved from url=({len(address):04}){address} -->"
    page.write_text(f"<!doctype html>{saved}<article>{body}</article>", "utf-8")
    code, said = run(
        capsys,
        *accept(corpus, page, "--official", "https://www.yunyu.example/9002.html"),
    )
    held = next(h for h in load_content(corpus).notices if h.notice.id == "9002").provenance
    good = host == "www.yunyu.example"
    assert (code == 0) is good, said
    assert (held.state.value == "official") is good


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


def test_an_acceptance_that_cannot_be_recorded(
    corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where changes.yml takes no entry, the text does not become official either."""
    (corpus / "changes.yml").write_text("changes: []\n", "utf-8")
    before = snapshot(corpus)
    code, said = run(capsys, *accept(corpus, saved, "--official", ADDRESS, "--retrieved", DAY))
    assert code == 2 and "nothing can be added at the end of" in said
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
    """Problems of the notice that is compared, or of others, stop nothing; of the one that is replaced the
    import says that somebody wrote in it, and goes on once it is taken away."""
    for notice in ("9001", "9002"):
        path = corpus / f"notices/{notice}/notice.md"
        path.write_text(path.read_text("utf-8").replace("### （二）", "### （三）", 1), "utf-8")
    with pytest.raises(ContentError):
        load_content(corpus)
    code, said = run(capsys, "verify", "9002", str(saved), "--content", str(corpus))
    assert code == 1 and "held " in said and "9001" not in said
    assert run(capsys, *accept(corpus, saved, "--official", ADDRESS))[0] == 1
    arguments = ("--notice", "9002", "--content", str(corpus), "--force")
    code, said = run(capsys, "import", str(saved), *arguments)
    assert code == 2 and "9002/notice.md is no longer what was imported" in said
    (corpus / "notices/9002/notice.md").rename(tmp_path / "mine.md")
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


def test_an_unrelated_copy_is_told_in_short(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The number of places, and the first of them, a line or two each, with the length of what differs."""
    path = tmp_path / "other.txt"
    text = re.sub("[，、。]", "", TEXT)
    for was, now in zip("的和岛船渡票", "地与洲舟津券", strict=True):
        text = text.replace(was, now)
    tasks = "\n".join(f"（{numeral}）另作安排。另有他文。" for numeral in "一二三四五六七八九")
    unrelated = "某院关于另一件事的通知\n一、另一件事\n" + tasks
    command = ("verify", "9002", str(path), "--content", str(corpus))
    for other in (text, unrelated):
        path.write_text(other, "utf-8")
        code, said = run(capsys, *command)
        assert code == 1 and max(map(len, said.splitlines())) < 250
        assert len(said) < 8_000
    path.write_text(TEXT.replace("。", "．"), "utf-8")
    code, said = run(capsys, *command)
    assert code == 1 and re.search(
        r"9002/notice.md:0: \d+ places differ; the first 20 are told", said
    )
    every = run(capsys, *command, "--all")[1]
    assert (
        "are told" not in every
        and every.count("the other copy") > said.count("the other copy") == 20
    )


def test_a_long_difference_has_its_length() -> None:
    """Its beginning and end are quoted, with the number of its characters on either side."""
    held = next(h for h in load_content(CORPUS).notices if h.notice.id == "9002")
    text = TEXT.replace("（一）", "（一）" + "甲乙" * 400, 1)
    made = draft(RawSource(name="x.txt", data=text.encode()), notice_id="9002", series="yunyu")
    assert made.notice
    (found,) = differences(held.notice, made.notice, "x", held.placed)
    assert "(800 characters)" in found.message and len(found.message) < 150
