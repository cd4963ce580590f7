"""The commands, used wrongly: a message with a hint and an exit code, never a traceback."""

import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from generator.commands import building, options
from generator.publish.ownership import write_manifest
from site_tests.conftest import ROOT
from site_tests.systems import ended_as

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `keytasks …` in this process: exit code, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["keytasks", *map(str, arguments)])
        capsys.readouterr()
        code = cli.main()
        return (code, *capsys.readouterr())

    return call


@pytest.fixture
def broken(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project that the commands work on, and stand in."""
    for module in (building, options):
        monkeypatch.setattr(module, "ROOT", project)
    monkeypatch.chdir(project)
    return project


def test_serve_on_a_used_port(run: Run) -> None:
    """A port that is taken is told at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        code, _, told = run("serve", "--address", address)
    assert code == 2
    assert f"cannot serve at {address}: " in told  # in the system's own words
    assert "--address" in told


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:x", "127.0.0.1", "", ":80", "rubbish", "a b:80"],
)
def test_serve_at_no_address(run: Run, address: str) -> None:
    """What is no HOST:PORT is told with an example of one."""
    code, _, told = run("serve", "--address", address)
    assert (code, "not an address to serve at" in told) == (2, True)
    assert "127.0.0.1:8001" in told


@pytest.mark.parametrize("command", ["build", "export"])
@pytest.mark.parametrize("out", ["/proc/x", "/dev/null/site", "/dev/null"])
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such places")
def test_where_nothing_can_be_written(run: Run, command: str, out: str) -> None:
    """A folder that cannot be made is told with its name and what to do."""
    code, _, told = run(command, "--out", out)
    assert code == 2
    assert told.startswith(f"keytasks: cannot write to {out}: ") or f"{out} is a file" in told
    assert "with --out" in told


@pytest.mark.parametrize("address", ["foo", "example.org", "ftp://example.org/", "https://"])
def test_a_site_address_that_is_none(
    run: Run, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KEYTASKS_SITE_URL is looked at before anything is built."""
    monkeypatch.setenv("KEYTASKS_SITE_URL", address)
    code, _, told = run("build", "--out", tmp_path / "site")
    assert (code, f"KEYTASKS_SITE_URL is no web address: {address!r}" in told) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_site_without_an_address(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody said where it will stand: no page claims an address of its own, and this is told."""
    monkeypatch.delenv("KEYTASKS_SITE_URL", raising=False)
    code, _, told = run("build", "--out", tmp_path / "site")
    assert (code, "without KEYTASKS_SITE_URL" in told) == (0, True)
    pages = [path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")]
    assert len(pages) > 100
    assert not [page for page in pages if 'rel="canonical"' in page or "127.0.0.1" in page]
    assert list((tmp_path / "site").glob("sitemap*")) == []
    assert run("build", "--out", tmp_path / "site")[0] == 0  # it is known as a built site


def test_check_counts_what_it_checked(run: Run) -> None:
    """Notices with text and those of which facts are known, each with its tasks."""
    assert run("check")[1].startswith(
        "1 notice in full (28 tasks), 4 notices of which facts are known ("
    )
    assert run("check", "--content", ROOT / "site_tests/corpus/content")[1].startswith(
        "3 notices in full ("
    )


def test_check_ends_with_the_count(copy: Path, run: Run) -> None:
    """It never writes, so that it does not say that it wrote nothing; a build does."""
    (copy / "series.yml").unlink()
    assert run("check", "--content", copy)[2].splitlines()[-1] == "1 problem"
    told = run("build", "--content", copy, "--out", copy.parent / "site")[2]
    assert told.splitlines()[-1] == "1 problem; nothing was written"


@pytest.mark.slow
def test_a_build_counts_what_the_ledger_lacks(copy: Path, tmp_path: Path, run: Run) -> None:
    """Addresses that nobody has recorded are counted; once they are, nothing is said."""
    ledger = copy / "addresses.txt"
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    ledger.write_text("".join(lines[:-3]), "utf-8")
    build = ("build", "--content", copy, "--out", tmp_path / "site")
    code, _, told = run(*build)
    assert code == 0 and "3 个地址未登记" in told
    ledger.write_text("".join(lines), "utf-8")
    assert "未登记" not in run(*build)[2]


@pytest.mark.parametrize("command", ["check", "build"])
def test_no_ledger_in_the_projects_content(command: str, broken: Path, run: Run) -> None:
    """The addresses of the site are guarded: without them nothing is checked or built as good."""
    (broken / "content/addresses.txt").unlink()
    code, _, told = run(command, "--content", "content")
    assert (code, told.partition(": ")[0]) == (1, "content/addresses.txt:0")


def test_no_ledger_in_another_folder(copy: Path, run: Run) -> None:
    """A content of one's own is good without a ledger, which is told; an empty one guards nothing."""
    (copy / "addresses.txt").unlink()
    code, said, told = run("check", "--content", copy)
    assert (code, "no problems" in said, "are not guarded" in told) == (0, True, True)
    (copy / "addresses.txt").touch()
    assert run("check", "--content", copy)[0] == 1


def test_paths_are_as_given(copy: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Problem's path leads to the file from where the command was given."""
    elsewhere = copy.rename(copy.with_name("texts"))
    (elsewhere / "series.yml").unlink()
    (elsewhere.parent / "deeper").mkdir()
    for place, given, wanted in (
        (elsewhere.parent, "texts", "texts/series.yml"),
        (elsewhere.parent, elsewhere, "texts/series.yml"),
        (elsewhere, ".", "series.yml"),
        (elsewhere.parent / "deeper", "../texts", "../texts/series.yml"),
        (ROOT, elsewhere, f"{elsewhere.as_posix()}/series.yml"),
    ):
        monkeypatch.chdir(place)
        code, _, told = run("check", "--content", given)
        assert (code, told.splitlines()[0]) == (1, f"{wanted}:0: this file is missing")
        assert (place / wanted).parent.is_dir()


def begin(path: str, line: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        (project / path).write_text(f"{line}\n{text}", "utf-8")

    return change


COVERAGE = "templates/pages/coverage.md"
TEMPLATES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a variable that there is not": (
        begin(COVERAGE, "{{ nobody }}"),
        f"{COVERAGE}:1: 'nobody' is undefined",
    ),
    "a tag without its condition": (
        begin(COVERAGE, "{# #}\n{% if %}"),
        f"{COVERAGE}:2: Expected an expression, got 'end of statement block'",
    ),
    "a filter that there is not": (
        begin(COVERAGE, "{{ 1|nothing }}"),
        f"{COVERAGE}:1: No filter named 'nothing'.",
    ),
    "a template that is gone": (
        lambda project: (project / COVERAGE).unlink(),
        f"{COVERAGE}:0: there is no template pages/coverage.md",
    ),
    "a macro file that is not there": (
        begin(COVERAGE, '{% import "macros/nothing.html" as nothing %}'),
        f"{COVERAGE}:1: there is no template macros/nothing.html",
    ),
    "a mistake in a macro": (
        begin("templates/macros/pieces.html", "{% macrow front() %}"),
        "templates/macros/pieces.html:1: Encountered unknown tag 'macrow'.",
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_broken_template(name: str, broken: Path, run: Run) -> None:
    """A mistake in a template is a Problem at its line, and nothing is written."""
    change, wanted = TEMPLATES[name]
    change(broken)
    for command in ("export", "build"):
        code, _, told = run(command, "--content", "content", "--out", "out")
        assert (code, told.splitlines()[0]) == (1, wanted)
        assert not (broken / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("{{ super() }}", "{{ nobody.name }}", "overrides/main.html:{}: 'nobody' is undefined"),
        ("{% extends", "{% if %}{% extends", "overrides/main.html:{}: Expected an expression"),
    ],
)
def test_a_broken_override(old: str, new: str, wanted: str, broken: Path, run: Run) -> None:
    """So it is with the theme's templates."""
    path = broken / "overrides/main.html"
    lines = path.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.strip().startswith(old))
    lines[number - 1] = new
    path.write_text("\n".join(lines), "utf-8")
    code, _, told = run("build", "--content", "content", "--out", "out")
    assert (code, wanted.format(number) in told) == (1, True), told
    assert not (broken / "out").exists()


@pytest.mark.slow
def test_a_link_of_a_page_that_leads_nowhere(broken: Path, run: Run) -> None:
    """What only the built site shows is told with the page that someone wrote."""
    with (broken / "content/pages/about.md").open("a", encoding="utf-8") as page:
        page.write("\n[x](../nowhere/index.md)\n")
    code, _, told = run("build", "--content", "content", "--out", "out")
    assert (code, told.splitlines()[0].split(": ")[0]) == (1, "content/pages/about.md:0")


@pytest.mark.slow
def test_a_build_killed_between_the_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """Killed at the one moment without a site: the next build has it back before anything else."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "sitemap.xml").write_text("old")
    write_manifest(out)

    def killed() -> None:
        rename = Path.rename
        Path.rename = lambda *p: rename(*p) and p[0] == out and os._exit(9)  # type: ignore
        sys.argv = ["keytasks", "build", "--out", str(out)]
        cli.main()

    assert ended_as(killed) == 9
    assert not out.exists()
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    (content / "series.yml").unlink()
    assert run("build", "--content", content, "--out", out)[0] == 1
    assert (out / "sitemap.xml").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["content", "site"]
