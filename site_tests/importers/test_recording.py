"""An entry is added behind all that stands in changes.yml, or nothing at all is done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.commands.gathering import today
from generator.content.changes_file import read_changes
from generator.content.fields import FileReader
from generator.importers import recording
from generator.importers.recording import Record, plan_record
from generator.model.changes import Change, ChangeKind
from generator.problems import UsageError
from site_tests.running import run, snapshot
from site_tests.sources import TEXT

DAY = "2026-03-04"
WHAT = "改了“渡: 船”，#1 - 'a' \"b\"：{c} [d] & *e"
ENTRY = '  - {day: 2026-01-02, notice: "9001", kind: text, what: 收录}\n'
BLOCK = """\
  - day: 2026-03-04
    notice: "9002"
    kind: facts
    what: |
      甲
      乙
"""
HELD = {
    "no file": None,
    "an empty file": "",
    "no entry": "# Mine.\nchanges:\n",
    "an entry": f"# Mine.\nchanges:\n{ENTRY}",
    "no line end": f"changes:\n{ENTRY}".rstrip("\n"),
    "comments behind": f"changes:\n{ENTRY}  # Mine.\n\n# Mine too.\n\n\n",
    "no indent": f"changes:\n{ENTRY.strip()}\n",
    "a deep indent": f"changes:\n  {ENTRY}",
    "lines of DOS": f"# Mine.\r\nchanges:\r\n{ENTRY.rstrip()}\r\n",
    "a block": f"changes:\n{ENTRY}{BLOCK}",
    "quotes": f'"changes":\n{ENTRY}',
}
CANNOT = {
    "a flow list": "changes: []\n",
    "a key behind": f"changes:\n{ENTRY}more:\n  a: b\n",
    "an end of the document": f"changes:\n{ENTRY}...\n",
    "no YAML": "changes: [\n",
    "no mapping": "# Mine.\n- a\n",
    "comments alone": "# Mine.\n",
    "not UTF-8": b"changes:\n# \xb8\xfc\n",
    "a later day": f"changes:\n{ENTRY.replace('2026-01', '2026-04')}",
}


def planned(folder: Path, what: str = WHAT) -> Record:
    return plan_record(folder, day=DAY, notice="9002", kind=ChangeKind.VERIFIED, what=what)


def entries(path: Path) -> tuple[Change, ...]:
    files = FileReader(root=path.parent, problems=[])
    found = read_changes(files, path, {"9001", "9002"})
    assert files.problems == []
    return found


@pytest.mark.parametrize("name", HELD)
def test_every_byte_stays(name: str, tmp_path: Path) -> None:
    """What stood in the file is its beginning still, and the entry is read as it was given; twice too."""
    path, text = tmp_path / "changes.yml", HELD[name]
    before = 0
    if text is not None:
        path.write_bytes(text.encode())
        before = len(entries(path)) if text else 0
    for more, what in enumerate((WHAT, f"{WHAT}！"), 1):
        stood = path.read_bytes() if path.exists() else b""
        record = planned(tmp_path, what)
        assert (path.read_bytes() if path.exists() else b"") == stood  # planning writes nothing
        record.write()
        assert path.read_bytes().startswith(stood)
        found = entries(path)
        assert len(found) == before + more
        last = found[-1]
        assert (last.day, last.notice, last.kind, last.what) == (DAY, "9002", "verified", what)
    if text and "\r\n" in text:
        assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize("name", CANNOT)
def test_where_nothing_can_be_added(name: str, tmp_path: Path) -> None:
    """A file of another form, or a clock that is behind it, is told before anything is written."""
    held = CANNOT[name]
    data = held if isinstance(held, bytes) else held.encode()
    (tmp_path / "changes.yml").write_bytes(data)
    with pytest.raises(UsageError, match=r"changes\.yml"):
        planned(tmp_path)
    assert (tmp_path / "changes.yml").read_bytes() == data


@pytest.mark.parametrize("name", ["a flow list", "a later day", "a link"])
def test_an_import_that_cannot_be_recorded(
    name: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import writes nothing where its entry cannot be written."""
    path = corpus / "changes.yml"
    if name == "a link":
        path.rename(tmp_path / "elsewhere.yml")
        path.symlink_to(tmp_path / "elsewhere.yml")
    else:
        path.write_text(CANNOT[name].replace("2026-04", "9999-04"), "utf-8")  # type: ignore[union-attr, arg-type]
    source = tmp_path / "a.txt"
    source.write_text(TEXT.replace("9002", "9004"), "utf-8")
    before = snapshot(corpus)
    code, said = run(capsys, "import", str(source), "--notice", "9004", "--content", str(corpus))
    assert code == 2 and "changes.yml" in said
    assert snapshot(corpus) == before


def test_what_was_said_last_is_not_said_again(tmp_path: Path) -> None:
    """A command that is repeated adds nothing; what another said of the notice since is in between."""
    path = tmp_path / "changes.yml"
    planned(tmp_path).write()
    once = path.read_bytes()
    planned(tmp_path).write()
    assert path.read_bytes() == once
    planned(tmp_path, "另一件").write()
    planned(tmp_path).write()
    assert [change.what for change in entries(path)] == [WHAT, "另一件", WHAT]


def test_an_import_that_was_killed_before_its_entry(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Repeated on its day it adds the entry that is missing, once; a text of another day it leaves alone."""
    path, source = corpus / "changes.yml", tmp_path / "a.txt"
    before = path.read_bytes()
    source.write_text(TEXT.replace("9002", "9004"), "utf-8")
    command = ("import", str(source), "--notice", "9004", "--content", str(corpus))
    for day, added in ((f"{today()}T00:00:00Z", 1), ("2020-05-05T10:00:00Z", 0)):
        assert run(capsys, *command, "--force", "--retrieved", day)[0] == 0
        path.write_bytes(before)  # as if it had been killed there
        for more in ((), (), ("--dry-run",)):
            assert run(capsys, *command, *more)[0] == 0
        assert len(entries_of(corpus)) == 3 + added
        path.write_bytes(before)
    assert run(capsys, *command, "--dry-run")[0] == 0
    assert path.read_bytes() == before


def test_a_file_that_changes_meanwhile(tmp_path: Path) -> None:
    """Who writes into it while a command runs loses nothing, and is told the entry to add."""
    path = tmp_path / "changes.yml"
    path.write_text(f"changes:\n{ENTRY}", "utf-8")
    record = planned(tmp_path)
    path.write_text(f"changes:\n{ENTRY}# Mine.\n", "utf-8")
    with pytest.raises(UsageError, match="add at its end:\n  - day: ") as told:
        record.write()
    assert record.entry in str(told.value)
    assert path.read_text("utf-8") == f"changes:\n{ENTRY}# Mine.\n"


def test_a_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves the file as it was, and says what to add."""
    path = tmp_path / "changes.yml"
    path.write_text(f"changes:\n{ENTRY}", "utf-8")
    record = planned(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(recording, "write_atomically", full)
    with pytest.raises(UsageError, match=f"{os.strerror(28)}.*add at its end"):
        record.write()
    assert path.read_text("utf-8") == f"changes:\n{ENTRY}"


def test_an_import_is_told(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import and one by force are an entry each; looking before is none."""
    source = tmp_path / "a.txt"
    source.write_text(TEXT.replace("9002", "9004"), "utf-8")
    for more in ((), ("--force",)):
        command = ("import", str(source), "--notice", "9004", "--content", str(corpus), *more)
        assert run(capsys, *command, "--dry-run")[0] == 0
        assert run(capsys, *command)[0] == 0
    added = entries_of(corpus)[3:]
    assert [(c.notice, c.kind) for c in added] == [("9004", ChangeKind.TEXT)] * 2
    assert added[0].what == "取自纯文本文件，尚未与另一份官方文本逐字核对"
    assert added[1].what == f"重新导入，{added[0].what}"
    assert (corpus / "changes.yml").read_text("utf-8").count("# A comment at the end.") == 1


def entries_of(content: Path) -> tuple[Change, ...]:
    files = FileReader(root=content, problems=[])
    found = read_changes(files, content / "changes.yml", {"9001", "9002", "9003", "9004"})
    assert files.problems == []
    return found
