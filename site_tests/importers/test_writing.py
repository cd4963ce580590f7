"""What an import writes: whole or not at all, never over what is not its own, at good addresses."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.importers.writing import write_files
from generator.problems import ContentError
from site_tests.running import CORPUS, run, snapshot
from site_tests.sources import TEXT, govcn_policy
from site_tests.systems import link, pipe


def test_links_and_folders_are_refused(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A symbolic link, a folder and a missing file are no sources; an id is no path."""
    link(tmp_path / "link.txt", CORPUS / "notices/9002/original.txt")
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

    monkeypatch.setattr(os, "fsync", full)
    code, said = run(capsys, *command)
    assert code == 3 and "No space left on device" in said
    assert snapshot(corpus) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, SystemExit])
def test_stopped_between_two_renames(
    error: type[BaseException], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops the swap, the folder is what it was."""
    before, folder = snapshot(corpus), corpus / "notices/9002"
    held = (folder / "notice.md").read_bytes() if (folder / "notice.md").exists() else None
    rename = Path.rename

    def stops(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stops)
    with pytest.raises(error):
        write_files(folder, {"notice.md": b"x"}, before=held)
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


OWNERS = (
    "original.pdf",
    "original.bak",
    "alt/notice.md",
    "alt/source.yml",
    "alt/original.txt",
    "x.md",
)


def test_force_keeps_what_has_the_name_of_ours(
    corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the raw file that was recorded is replaced; others of its kind, at any depth, are the same files."""
    folder = corpus / "notices/9002"
    for name in OWNERS:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"mine {name}", "utf-8")
    pipe(folder / "pipe")
    command = ("import", str(saved), "--notice", "9002", "--content", str(corpus), "--force")
    before = {name: (folder / name).stat().st_ino for name in (*OWNERS, "pipe")}
    code, said = run(capsys, *command)
    assert code == 0, said
    assert {name: (folder / name).stat().st_ino for name in (*OWNERS, "pipe")} == before
    assert all((folder / name).read_text("utf-8") == f"mine {name}" for name in OWNERS)
    assert not (folder / "original.txt").exists()


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("change", ["another", "changed", "a link", "a folder"])
def test_a_raw_file_that_is_not_ours(
    change: str, force: list[str], corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a new raw file would take the place of somebody's file, that one is named and stays."""
    folder = corpus / "notices/9002"
    if change == "changed":
        assert run(capsys, "import", str(saved), *_into(corpus), "--force")[0] == 0
        (folder / "original.html").write_text("mine", "utf-8")
    elif change == "a link":
        link(folder / "original.html", "original.txt")
    elif change == "a folder":
        (folder / "original.html").mkdir()
    else:
        (folder / "original.html").write_text("mine", "utf-8")
    before = snapshot(corpus)
    code, said = run(capsys, "import", str(saved), *_into(corpus), *force)
    assert code == 2 or (not force and "holds this text already" in said)
    assert not force or "original.html is not the file that an import wrote" in said
    assert snapshot(corpus) == before


def _into(corpus: Path) -> tuple[str, ...]:
    return "--notice", "9002", "--content", str(corpus)


@pytest.mark.parametrize("change", ["a word", "no source.yml", "nothing that can be read"])
def test_force_drops_no_text_that_somebody_wrote(
    change: str, corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that is no longer what was imported stays, until its owner takes it away."""
    path = corpus / "notices/9002/notice.md"
    if change == "a word":
        path.write_text(path.read_text("utf-8").replace("按月公布", "按日公布"), "utf-8")
    elif change == "no source.yml":
        path.with_name("source.yml").unlink()
    else:
        path.write_text("mine", "utf-8")
    before = snapshot(corpus)
    code, said = run(capsys, "import", str(saved), *_into(corpus), "--force")
    assert code == 2 and "notice.md is no longer what was imported" in said
    assert snapshot(corpus) == before
    path.unlink()
    assert run(capsys, "import", str(saved), *_into(corpus), "--force")[0] == 0


def test_a_record_without_its_text_is_somebody_s(
    corpus: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source.yml that stands alone is replaced only with --force."""
    folder = corpus / "notices/9005"
    folder.mkdir()
    (folder / "source.yml").write_text("note: mine\n", "utf-8")
    command = ("import", str(saved), "--notice", "9005", "--content", str(corpus))
    code, said = run(capsys, *command, "--accept-doubts")
    assert code == 2 and "source.yml is there already" in said
    assert (folder / "source.yml").read_text("utf-8") == "note: mine\n"


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
