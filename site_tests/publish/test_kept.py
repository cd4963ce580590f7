"""Kept comparisons: a build with them has the bytes of one without, whatever became of the folder."""

from __future__ import annotations

import hashlib
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.compare.notices import compare_all, comparison_sums, couples
from generator.content.loading import load_content
from generator.notice.entries import notice_entries
from generator.publish import making
from generator.publish.kept import Kept
from generator.publish.site import build_site
from generator.workers import workers
from site_tests.conftest import ROOT
from site_tests.running import CORPUS, run, snapshot


def _making(content: Path = CORPUS) -> making.Making:
    return making.Making(
        content=load_content(content), root=ROOT, docs=ROOT / "docs", repository="", address=""
    )


def _compared(folder: Path, content: Path = CORPUS) -> making.Making:
    what = _making(content)
    with workers(0) as crew:
        making.compare_apart(what, crew, Kept(folder))
    return what


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the comparisons of the invented notices."""
    folder = tmp_path_factory.mktemp("kept") / "cache"
    _compared(folder)
    return folder


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    at = random.Random(1).randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _sealed(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest() + packed


class _Planted:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("planted",)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "short": lambda data: data[:10],
    "cut": _cut,
    "a bit": _flipped,
    "longer": lambda data: data + b"x",
    "another value": lambda data: _sealed(pickle.dumps("nothing")),
    "no pickle": lambda data: _sealed(b"\x80\x05nothing"),
    "code": lambda data: _sealed(pickle.dumps(_Planted())),
}


def _found(folder: Path) -> list[object]:
    """What is found of the invented notices' comparisons."""
    what = _making()
    wanted = couples(what.content)
    sums = comparison_sums(what.content, what.notices, wanted)
    found = [
        Kept(folder).find(key, pair.old, pair.new) for key, pair in zip(sums, wanted, strict=True)
    ]
    return [packed and pickle.loads(packed) for packed in found]


def _made() -> list[object]:
    what = _making()
    return list(compare_all(what.content, what.notices))


def test_all_are_found(filled: Path) -> None:
    """The same content finds every comparison, and what it finds is what would be made."""
    assert _found(filled) == _made()


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_is_made_again(
    kind: str, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a file has become, nothing of it is believed or run, and it is whole again afterwards."""
    folder = Path(shutil.copytree(filled, tmp_path / "cache"))
    for path in folder.iterdir():
        path.write_bytes(DAMAGE[kind](path.read_bytes()))
    assert set(_found(folder)) == {None}
    assert list(_compared(folder).edition.comparisons) == _made() == _found(folder)
    assert sorted(p.name for p in folder.iterdir()) == sorted(p.name for p in filled.iterdir())
    assert "planted" not in capsys.readouterr().out


def test_swapped_files(filled: Path, tmp_path: Path) -> None:
    """A whole comparison of two other notices in a file's place is not taken for its own."""
    folder = Path(shutil.copytree(filled, tmp_path / "cache"))
    paths = sorted(folder.iterdir())
    first = paths[0].read_bytes()
    for path, data in zip(paths, [p.read_bytes() for p in paths[1:]] + [first], strict=True):
        path.write_bytes(data)
    assert set(_found(folder)) == {None}
    assert list(_compared(folder).edition.comparisons) == _made() == _found(folder)


def test_only_what_changed_is_made(corpus: Path, tmp_path: Path) -> None:
    """After an edit of one notice its comparisons are new; the others' files stay, the old ones go."""
    folder = tmp_path / "cache"
    _compared(folder, corpus)
    (folder / "mine.txt").write_text("mine")
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    decision = "  - {old: 9001-06, new: 9002-07, verdict: rejected, reason: 虚构}"
    (corpus / "themes.yml").write_text(f"themes: []\ndecisions:\n{decision}\n", "utf-8")
    _compared(folder, corpus)
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(after) == len(before)
    assert len(before.items() & after.items()) == len(before) - 1
    assert "mine.txt" in after


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where nothing can be kept, nothing is, and all is made."""
    (tmp_path / "cache").write_text("a file")
    what = _compared(tmp_path / "cache")
    assert what.edition.comparisons == compare_all(what.content, notice_entries(what.content))
    assert (tmp_path / "cache").read_text() == "a file"


@pytest.mark.slow
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a folder that is empty, full, or damaged the site has the same bytes, by one process or two."""
    build_site(
        root=ROOT,
        content_dir=CORPUS,
        out=tmp_path / "site",
        progress=lambda _: None,
        check_ledger=False,
    )
    wanted, cache = snapshot(tmp_path / "site"), tmp_path / "cache"
    for jobs in ("1", "2", "1"):
        arguments = ("--cache", str(cache), "--jobs", jobs, "--out", str(tmp_path / "site"))
        code, told = run(capsys, "build", "--content", str(CORPUS), *arguments)
        assert code == 0, told
        assert snapshot(tmp_path / "site") == wanted
        for path in cache.iterdir():
            path.write_bytes(_flipped(path.read_bytes()))
    code, told = run(capsys, "build", "--content", str(CORPUS), "--cache", str(CORPUS / "x"))
    assert (code, "--cache" in told) == (2, True)
