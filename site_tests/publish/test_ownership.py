"""Only a folder that we made, and nobody has put anything into, is ever replaced."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.outputs import OutputFile
from generator.problems import UsageError
from generator.publish.exporting import write_outputs
from generator.publish.ownership import (
    MANIFEST,
    foreign,
    refuse_foreign,
    refuse_inside,
    refuse_place,
)
from generator.replacing import workplace
from site_tests.systems import link, pipe

FILES = (OutputFile("index.md", b"x"), OutputFile("data/v1/notices.json", b"{}"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An exported folder."""
    folder = tmp_path / "site"
    write_outputs(FILES, folder)
    return folder


def test_our_own_folder_is_ours(out: Path) -> None:
    """What was exported can be exported again, and holds exactly the files and their list."""
    assert list(foreign(out)) == []
    write_outputs(FILES[:1], out)
    assert sorted(path.name for path in out.iterdir()) == [MANIFEST, "index.md"]


def test_a_right_file_is_not_touched(out: Path) -> None:
    """A file that stays the same keeps its time."""
    os.utime(out / "index.md", (1, 1))
    write_outputs((FILES[0], OutputFile("data/v1/notices.json", b"[]")), out)
    assert (out / "index.md").stat().st_mtime == 1
    assert (out / "data/v1/notices.json").stat().st_mtime > 1


OWNER: dict[str, Callable[[Path], object]] = {
    ".git": lambda out: (out / ".git").mkdir(),
    ".git/HEAD": lambda out: ((out / ".git").mkdir(), (out / ".git/HEAD").write_text("x")),
    "CNAME": lambda out: (out / "CNAME").write_text("example.org"),
    "a page": lambda out: (out / "data/mine.html").write_text("mine"),
    "an empty folder": lambda out: (out / "uploads").mkdir(),
    "a deep one": lambda out: (out / "data/v1/a/b").mkdir(parents=True),
    "a link": lambda out: link(out / "latest", "index.md"),
    "a link to nowhere": lambda out: link(out / "latest", "nowhere"),
    "a link to a folder": lambda out: link(out / "data/up", ".."),
    "a link in a file's place": lambda out: (
        (out / "index.md").unlink(),
        link(out / "index.md", "data/v1/notices.json"),
    ),
    "a changed page": lambda out: (out / "index.md").write_text("mine"),
    "a pipe": lambda out: pipe(out / "pipe"),
    "no list": lambda out: (out / MANIFEST).unlink(),
    "an empty list": lambda out: (out / MANIFEST).write_text(""),
    "a list of something else": lambda out: (out / MANIFEST).write_text("index.md\n"),
    "a linked list": lambda out: (
        (out / MANIFEST).rename(out.parent / "list"),
        link(out / MANIFEST, out.parent / "list"),
    ),
}


@pytest.mark.parametrize("what", OWNER)
def test_what_is_not_ours_is_refused(out: Path, what: str) -> None:
    """Anything that is not in the list, or has other bytes, is named, and all of it stays."""
    OWNER[what](out)
    before = sorted((str(p), p.lstat().st_ino, p.lstat().st_mtime) for p in out.rglob("*"))
    with pytest.raises(UsageError, match=r"holds what keytasks did not put there: \S"):
        write_outputs(FILES, out)
    assert sorted((str(p), p.lstat().st_ino, p.lstat().st_mtime) for p in out.rglob("*")) == before


@pytest.mark.parametrize("name", ["sitemap.xml", "data/v1/notices.json", "index.html"])
def test_a_file_that_everybody_has_is_no_proof(tmp_path: Path, name: str) -> None:
    """Somebody else's site stays though it has the files that ours has."""
    (tmp_path / "pub" / name).parent.mkdir(parents=True)
    (tmp_path / "pub" / name).write_text("mine")
    with pytest.raises(UsageError, match=name.split("/")[0]):
        refuse_foreign(tmp_path / "pub")


def test_the_exported_folder_of_a_checkout_keeps_its_gitignore(out: Path) -> None:
    """A .gitignore stays in the folder that `export` writes into; a build refuses it."""
    (out / ".gitignore").write_text("*\n")
    write_outputs(FILES[:1], out)
    assert (out / ".gitignore").read_text() == "*\n"
    with pytest.raises(UsageError, match=r"\.gitignore"):
        refuse_foreign(out)


@pytest.mark.parametrize("target", ["site", "nowhere"])
def test_a_link_is_refused(out: Path, target: str) -> None:
    """A link is named with what it leads to, and both stay."""
    linked = out.parent / "link"
    link(linked, target)
    with pytest.raises(UsageError, match=f"is a link to .*{target}"):
        write_outputs(FILES, linked)
    assert linked.is_symlink() and list(foreign(out)) == []


def test_places_that_are_never_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The root, home, the folder one is in, the content, and whatever holds them are refused."""
    content, home = tmp_path / "project/content", tmp_path / "home"
    (content / "notices").mkdir(parents=True)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(tmp_path / "project")
    refused = [Path("/"), home, tmp_path, content, content.parent, content / "site", Path()]
    refused += [Path("content"), Path("../project"), Path("/.."), content / "notices/9001"]
    for place in refused:
        with pytest.raises(UsageError, match="--out"):
            refuse_place(place, content)
    for place in (home / "site", Path("site"), tmp_path / "content"):
        refuse_place(place, content)


@pytest.mark.parametrize("inner", ["new", "data", "data/v1/deep/er", "index.md/x"])
def test_nothing_is_made_in_what_we_made(out: Path, tmp_path: Path, inner: str) -> None:
    """A folder or a file inside a built site would make every later build refuse it: it is named."""
    for place in (out / inner, tmp_path / "no/.." / out.name / inner):
        with pytest.raises(UsageError, match=f"lies in .*{out.name}, which keytasks made"):
            refuse_place(place, tmp_path / "content")
    link(tmp_path / "beside", out.name)
    with pytest.raises(UsageError, match="which keytasks made"):
        refuse_inside(tmp_path / "beside" / inner, tmp_path / "content", "")


def test_nothing_is_made_where_another_command_works(tmp_path: Path) -> None:
    """A command's workplace goes when it ends, with all that is in it."""
    with workplace(tmp_path / "site") as work, pytest.raises(UsageError, match="keytasks made"):
        refuse_place(work / "mine", tmp_path / "content")


def test_a_folder_around_what_we_made(out: Path, tmp_path: Path) -> None:
    """A folder that holds a site of ours is not ours for that; the site is named, and stays."""
    around = tmp_path / "around"
    around.mkdir()
    out.rename(around / "site")
    for folder in (around, around.parent):
        with pytest.raises(UsageError, match=r"did not put there: (around|site)/"):
            write_outputs(FILES, folder)
    assert list(foreign(around / "site")) == []


@pytest.mark.parametrize("place", ["round", "round/x", "one", "one/../x", "two/x/y"])
def test_links_that_lead_round_in_a_circle(tmp_path: Path, place: str) -> None:
    """Under every Python a circle of links is a mistake with words, wherever it stands in a path."""
    link(tmp_path / "round", "round")
    link(tmp_path / "one", "two")
    link(tmp_path / "two", "one")
    refuse_place(tmp_path / place, tmp_path / "content")
    refuse_place(tmp_path / "site", tmp_path / "round")
    with pytest.raises((UsageError, OSError)):
        write_outputs(FILES, tmp_path / place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "round", "two"]


def test_a_user_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows of a home, or it leads round in a circle, a site is built all the same."""
    link(tmp_path / "round", "round")
    for home in ("", "~", "nobody", str(tmp_path / "round")):
        monkeypatch.setenv("HOME", home)
        monkeypatch.setenv("USERPROFILE", home)
        refuse_place(tmp_path / "site", tmp_path / "content")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_site_is_for_all_to_read(tmp_path: Path) -> None:
    """Made under a umask that hides everything, what is to be published can be read by a server."""
    before = os.umask(0o077)
    try:
        write_outputs(FILES, tmp_path / "site")
    finally:
        os.umask(before)
    modes = {p.stat().st_mode & 0o777 for p in (tmp_path / "site").rglob("*")}
    assert modes == {0o644, 0o755}
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(("file", "said"), [("data/v1/notices.json", True), ("mine.txt", False)])
def test_only_what_looks_like_a_site_may_be_an_earlier_one(
    tmp_path: Path, file: str, said: bool
) -> None:
    """Nobody is told to remove a folder that never was a site."""
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("x", "utf-8")
    with pytest.raises(UsageError) as refused:
        refuse_foreign(tmp_path)
    assert ("remove it yourself" in str(refused.value)) is said
    (tmp_path / ".git").mkdir()  # nor a site with its history
    with pytest.raises(UsageError) as refused:
        refuse_foreign(tmp_path)
    assert "remove it yourself" not in str(refused.value)
