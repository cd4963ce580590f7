"""Names of folders and files of the content: each an id, each with an address of its own."""

import shutil
from pathlib import Path

import pytest

from generator.addresses import RESERVED, path_problems
from generator.build import outputs_of
from generator.content.loading import load_content
from generator.importers.writing import write_files
from generator.model.content import Content
from generator.problems import ContentError
from site_tests.conftest import ROOT
from site_tests.systems import link, named
from site_tests.test_replacing import killed_at

PAGE = "---\ntitle: 虚构\ndescription: 虚构\n---\n\n# 虚构\n"
NAMES = [
    "COM1",
    "com1",
    "404",
    "assets",
    "A B",
    "２０２０",
    "a_b",
    "-a",
    "..a",
    "a" * 65,
    "café",
    "x\n",
]
NAMES += ["nul", "search", "en", "feeds", "9００3", "a.b", "é-9004", "9004 ", "9004.", "‮9004"]


def problems(content: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_content(content)
    return [f"{p.path}: {p.message}" for p in caught.value.problems]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["facts.yml", "notice.md"])
def test_no_id_for_a_notice(corpus: Path, name: str, file: str) -> None:
    """A folder whose name can stand in no address, or has another's, is named, whatever it holds."""
    held = "9002" if file == "notice.md" else "9001"
    named(corpus / "notices" / name, lambda path: shutil.copytree(corpus / "notices" / held, path))
    told = [text for text in problems(corpus) if f"notices/{name}: " in text]
    assert any("not an id" in text or "an address of the site itself" in text for text in told)


@pytest.mark.parametrize(
    "name",
    ["search", "..", "About", "a b", "index", "assets", "9002", "404", "con", "关于", "．．"],
)
def test_no_name_for_a_page(corpus: Path, name: str) -> None:
    """A hand-written page cannot take the place of another one, nor stand outside the site."""
    named(corpus / f"pages/{name}.md", lambda path: path.write_text(PAGE, "utf-8"))
    assert any(f"pages/{name}.md: " in text for text in problems(corpus))


def test_a_linked_folder_is_refused(corpus: Path, tmp_path: Path) -> None:
    """A notice's folder is in the content itself."""
    (corpus / "notices/9002").rename(tmp_path / "elsewhere")
    link(corpus / "notices/9002", tmp_path / "elsewhere")
    assert any("notices/9002: a link to another folder" in text for text in problems(corpus))


def test_a_stopped_import_is_told(corpus: Path) -> None:
    """A notice that an import has put aside is missing: `check` says so; the next import has it back."""
    folder = corpus / "notices/9002"
    held = (folder / "notice.md").read_bytes()
    assert killed_at(1, lambda: write_files(folder, {"notice.md": b"x"}, before=held))
    assert not folder.exists()
    assert any(
        "/old: an import was stopped when it had put 9002 aside" in t for t in problems(corpus)
    )


def test_an_import_that_an_earlier_version_left_is_told(corpus: Path) -> None:
    """What stands in a hidden folder without a mark of ours is told, and left to its owner."""
    (corpus / "notices/.9002-x1y2").mkdir()
    (corpus / "notices/9002").rename(corpus / "notices/.9002-x1y2/old")
    assert any(".9002-x1y2/old: an import was stopped" in text for text in problems(corpus))


@pytest.mark.parametrize(
    "paths",
    [
        ["../a"],
        ["/a"],
        ["a//b"],
        ["a/./b"],
        ["a/.../b"],
        ["a\\b"],
        ["c:a"],
        ["a b"],
        ["a."],
        ["con/a"],
        ["a/NUL.json"],
        ["a\nb"],
        ["é"],
        ["a", "a"],
        ["About/index.md", "about/index.md"],
        ["a/b", "a"],
        ["a", "A/b"],
        ["a/B/c", "a/b"],
    ],
)
def test_a_path_that_some_disk_cannot_hold(paths: list[str]) -> None:
    """Outside, forbidden by a system, or twice where upper and lower case are one."""
    assert len(list(path_problems(paths))) == 1


def test_paths_that_are_good() -> None:
    """Files of one folder, hidden ones, and folders with the beginning of another's name."""
    assert not list(path_problems(["a/b.md", "a/c.md", ".nojekyll", "a.b/c", "con-1/x", "ab/c"]))


def test_every_address_of_the_site_is_reserved(content: Content) -> None:
    """No notice can ever take the place of a page that the site has at its root."""
    tops = {f.path.split("/")[0] for f in outputs_of(content, ROOT / "templates") if "/" in f.path}
    ids = {h.notice.id for h in content.notices} | {f.id for f in content.facts}
    assert tops - ids - {page.slug for page in content.pages} <= RESERVED
