"""A site made by several processes: the same bytes and the same Problems as by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.addresses import DATA_FILES
from generator.build import build_outputs
from generator.problems import ContentError
from generator.publish import making
from generator.publish.site import LARGE, build_site, check_site_address, fitting_jobs, repository
from generator.workers import usable_cores
from site_tests import provincial
from site_tests.conftest import ROOT
from site_tests.invented import write_content
from site_tests.running import snapshot


@pytest.fixture(scope="module")
def demo_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two invented series, compared within and with each other, with themes and an example."""
    folder = tmp_path_factory.mktemp("making") / "content"
    provincial.main(folder)
    return folder


def _build(content: Path, out: Path, jobs: int, root: Path = ROOT) -> dict[str, bytes]:
    build_site(
        root=root,
        content_dir=content,
        out=out,
        progress=lambda _: None,
        check_ledger=False,
        jobs=jobs,
    )
    return snapshot(out)


@pytest.fixture(scope="module")
def alone(demo_content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as one process makes it."""
    return _build(demo_content, tmp_path_factory.mktemp("alone") / "site", 1)


@pytest.mark.parametrize("jobs", [2, 8])
def test_the_same_bytes(
    jobs: int, demo_content: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    """Two processes and eight make the site that one makes; nothing lies beside it."""
    made = _build(demo_content, tmp_path / "site", jobs)
    assert [path for path in made.keys() | alone if made.get(path) != alone.get(path)] == []
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _every_task(root: Path, content: Path) -> None:
    _append(root / "templates/pages/task.md", "{{ nobody.knows }}")


def _late_page(root: Path, content: Path) -> None:
    _append(root / "templates/pages/figures.md", "{{ nobody.knows }}")


def _two_pages(root: Path, content: Path) -> None:
    for name in ("coverage", "figures"):
        _append(root / f"templates/pages/{name}.md", "{{ nobody.knows }}")


def _frame(root: Path, content: Path) -> None:
    page = root / "overrides/main.html"
    page.write_text(page.read_text("utf-8").replace("{{ w.fiction }}", "{{ w.no.such }}"), "utf-8")


def _script(root: Path, content: Path) -> None:
    _append(root / "templates/pages/agency.md", "<script>alert(1)</script>")


def _link(root: Path, content: Path) -> None:
    page = root / "templates/pages/agency.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("</article>", '<a href="../nowhere/">x</a></article>'), "utf-8")


def _by_hand(root: Path, content: Path) -> None:
    _append(content / "pages/about.md", "\n[x](../nowhere/index.md)\n")


def _ids(root: Path, content: Path) -> None:
    page = root / "templates/pages/compare.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("</article>", '<p id="a"></p><p id="a"></p></article>'), "utf-8")


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


MISTAKES = (_every_task, _late_page, _two_pages, _frame, _script, _link, _by_hand, _ids)


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_same_problems(
    mistake: Callable[[Path, Path], None], demo_content: Path, project: Path, tmp_path: Path
) -> None:
    """A mistake in a template, a page or a link has the same Problems, and leaves nothing behind."""
    content = project / "demo"
    provincial.main(content)
    mistake(project, content)
    found = []
    for jobs in (1, 3):
        with pytest.raises(ContentError) as caught:
            _build(content, tmp_path / "out/site", jobs, project)
        found.append(caught.value.problems)
        assert list((tmp_path / "out").iterdir()) == []
    assert found[0] == found[1] != ()


@pytest.mark.parametrize(("workers", "tasks"), [(1, 28), (2, 28), (5, 28), (1, 9000), (2, 9000)])
def test_every_page_is_in_one_piece(workers: int, tasks: int) -> None:
    """However many work, and on how much: every producer, every page and all else is made once."""
    made = list(making.pieces(workers, tasks))
    assert [p.producer for p in made if p.producer is not None] == list(range(len(making.FILES)))
    shares = [p for p in made if p.of]
    pages = sorted(at for p in shares for at in range(100)[p.number :: p.of])
    assert pages == list(range(100))
    assert len(made) == len(making.FILES) + len(shares) + 1


def test_a_small_content_needs_one_process(tmp_path: Path) -> None:
    """To start others takes longer than they save; a large one is for all cores."""
    assert fitting_jobs(ROOT / "content") == 1
    large = write_content(tmp_path / "large", 280)
    assert sum(p.stat().st_size for p in large.glob("notices/*/notice.md")) >= LARGE
    assert fitting_jobs(large) == usable_cores()


def test_a_build_has_the_data_of_an_export(demo_content: Path, alone: dict[str, bytes]) -> None:
    """Archive, sums and package too, which are made once all other data are there."""
    exported = {
        file.path: file.data
        for file in build_outputs(
            demo_content,
            ROOT / "templates",
            repository=repository(ROOT),
            address=check_site_address(),
        )
        if file.path.startswith(DATA_FILES)
    }
    assert {path: data for path, data in alone.items() if path.startswith(DATA_FILES)} == exported
