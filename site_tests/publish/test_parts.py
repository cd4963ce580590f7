"""A site in parts, made apart and joined: the bytes of the whole build, and no wrong part goes in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.publish.making import Part
from generator.publish.ownership import write_manifest
from generator.publish.site import Order, build_part, build_site
from site_tests import provincial
from site_tests.conftest import ROOT
from site_tests.running import CORPUS, run, snapshot


def _part(content: Path, out: Path, number: int, of: int) -> Path:
    order = Order(
        root=ROOT, content_dir=content, out=out, progress=lambda _: None, check_ledger=False
    )
    build_part(order, Part(number=number, of=of))
    return out


def _site(content: Path, out: Path, parts: tuple[Path, ...] = ()) -> dict[str, bytes]:
    build_site(
        root=ROOT,
        content_dir=content,
        out=out,
        progress=lambda _: None,
        check_ledger=False,
        joined=parts,
    )
    return snapshot(out)


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Both halves of the site of the invented notices."""
    folder = tmp_path_factory.mktemp("halves")
    return tuple(_part(CORPUS, folder / f"part-{k}", k, 2) for k in (1, 2))


def test_two_halves(halves: tuple[Path, ...], tmp_path: Path) -> None:
    """Whatever their order, two parts are the whole site, byte for byte, and stay as they are."""
    before = [snapshot(part) for part in halves]
    joined = _site(CORPUS, tmp_path / "joined", halves[::-1])
    whole = _site(CORPUS, tmp_path / "whole")
    assert [path for path in joined.keys() | whole if joined.get(path) != whole.get(path)] == []
    assert [snapshot(part) for part in halves] == before


@pytest.mark.slow
def test_eight_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Eight commands make a part each of two series; joined by two processes they are the whole site."""
    content, out = tmp_path / "content", tmp_path / "joined"
    provincial.main(content)
    parts = [str(tmp_path / f"site-part-{k}-of-8") for k in range(1, 9)]
    for k, part in enumerate(parts, 1):
        arguments = ("--content", str(content), "--part", f"{k}/8", "--out", part)
        code, told = run(capsys, "build", *arguments)
        assert code == 0, told
    arguments = ("--content", str(content), "--out", str(out), "--jobs", "2")
    code, told = run(capsys, "build", *arguments, "--join", *parts)
    assert code == 0, told
    assert snapshot(out) == _site(content, tmp_path / "whole")


def _changed(folder: Path) -> None:
    page = folder / "files/index.html"
    page = page if page.exists() else folder / "files/compare/index.html"
    page.write_bytes(page.read_bytes().replace(b"</h1>", b"!</h1>"))


def _gone(folder: Path) -> None:
    next(folder.glob("files/**/*.html")).unlink()


def _added(folder: Path) -> None:
    (folder / "files/new.html").write_bytes(b"<p>")


def _told(**values: object) -> Callable[[Path], None]:
    """Changes what the part says of itself, and its sums with it."""

    def change(folder: Path) -> None:
        path = folder / "part.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")
        write_manifest(folder)

    return change


WRONG: dict[str, tuple[Callable[[Path], None], str]] = {
    "changed": (_changed, "two is not as it was made: files/"),
    "gone": (_gone, "two is not as it was made: files/"),
    "added": (_added, "two is not as it was made: files/new.html"),
    "foreign": (_told(made_of="0" * 64), "two is made from another content, address or version"),
    "other count": (_told(of=3), "two is one of 3 parts"),
    "no number": (_told(part="x"), "two is not as it was made: part.json"),
    "outside": (_told(files=["../../x"]), "two is not as it was made: part.json"),
    "doubled": (_told(part=1), "part 1 is there twice: "),
    "no part": (lambda folder: (folder / "part.json").unlink(), "two is no part of a site"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_part(
    kind: str, halves: tuple[Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A part that is damaged, foreign or there twice is named, and nothing is made."""
    change, message = WRONG[kind]
    two = Path(shutil.copytree(halves[1], tmp_path / "two"))
    change(two)
    _refused(capsys, tmp_path, (halves[0], two), message)


def test_a_missing_part(
    halves: tuple[Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that was not named is missed by its number."""
    _refused(capsys, tmp_path, halves[:1], "part 2 of 2 is missing")


def _refused(
    capsys: pytest.CaptureFixture[str], folder: Path, parts: tuple[Path, ...], message: str
) -> None:
    out = folder / "site"
    arguments = ("--content", str(CORPUS), "--out", str(out), "--join", *map(str, parts))
    code, told = run(capsys, "build", *arguments)
    assert (code, message in told, out.exists()) == (2, True, False), told


def test_a_page_is_checked_anew(halves: tuple[Path, ...], tmp_path: Path) -> None:
    """Right sums do not make a page good: who joins reads each page and refuses what a build refuses."""
    two = Path(shutil.copytree(halves[1], tmp_path / "two"))
    page = next(two.glob("files/**/index.html"))
    page.write_bytes(page.read_bytes().replace(b"</h1>", b"</h1><script>alert(1)</script>"))
    write_manifest(two)
    with pytest.raises(ContentError, match=r"inline script: 'alert\(1\)'"):
        _site(CORPUS, tmp_path / "site", (halves[0], two))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--part", "9/8"),
        ("--part", "0/8"),
        ("--part", "three"),
        ("--join",),
        ("elsewhere",),
        ("--part", "1/2", "--offline"),
        ("--part", "1/2", "--join", "x"),
        ("--join", "--offline", "x"),
    ],
    ids="-".join,
)
def test_wrong_use(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be meant is refused before anything is read."""
    out = tmp_path / "site"
    code, told = run(capsys, "build", "--content", str(CORPUS), "--out", str(out), *arguments)
    assert (code, out.exists()) == (2, False), told
