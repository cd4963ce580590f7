"""Built again after an edit, as `keytasks serve` does it: the bytes of a build that knows nothing of before."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator.compare import notices as compare_notices
from generator.publish.again import Earlier
from site_tests import provincial
from site_tests.conftest import ROOT
from site_tests.invented import notice_files, write_content
from site_tests.running import snapshot

PER_NOTICE = 4


def _built(
    content: Path, out: Path, earlier: Earlier | None, root: Path = ROOT
) -> dict[str, bytes]:
    """The site as MkDocs builds it while it serves."""
    docs = out.with_name("docs")
    docs.mkdir(parents=True, exist_ok=True)
    config = load_config(
        str(root / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(out),
        extra={"keytasks": {"content": str(content), **({"again": earlier} if earlier else {})}},
    )
    mkdocs_build(config)
    return snapshot(out)


def _edited(content: Path, chance: random.Random) -> None:
    """A sentence more in some notice."""
    folders = sorted((content / "notices").iterdir())
    _more(content, chance.choice(folders).name, chance.randrange(20))


def _more(content: Path, key: str, at: int) -> None:
    """A sentence more behind one of a notice's tasks."""
    body = (content / f"notices/{key}/notice.md").read_text("utf-8").split("---\n")[2]
    lines = body.strip().split("\n")
    begins = next(i for i, line in enumerate(lines) if line.startswith("### "))
    plain = [i for i in range(begins, len(lines)) if lines[i] and lines[i][0] not in "#>*"]
    lines.insert(plain[at % len(plain)] + 1, "虚构的一句。")
    series = key.rpartition("-")[0] or "isle000"
    for name, data in notice_files(key, series, "\n".join(lines) + "\n"):
        (content / name).write_text(data, "utf-8")


def _another_count(content: Path, chance: random.Random) -> None:
    """More notices, or fewer, of the same ones."""
    shutil.rmtree(content)
    write_content(content, PER_NOTICE * chance.randint(2, 6), per_notice=PER_NOTICE, series_years=3)


def _page(content: Path, chance: random.Random) -> None:
    with (content / "pages/about.md").open("a", encoding="utf-8") as page:
        page.write(f"\n虚构之{chance.randint(1, 9)}，见[下载](../data/index.md)。\n")


def _decided(content: Path, chance: random.Random) -> None:
    verdict = chance.choice(("confirmed", "rejected"))
    old, new = (f"{year}-0{chance.randint(1, PER_NOTICE)}" for year in (9001, 9002))
    (content / "themes.yml").write_text(
        "themes: []\ndecisions:\n"
        f"  - {{old: {old}, new: {new}, verdict: {verdict}, reason: 虚构}}\n",
        "utf-8",
    )


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_edited, _edited, _another_count, _page, _decided),
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_edits(seed: int, tmp_path: Path) -> None:
    """Texts edited, notices added and removed, pages and decisions, one after the other, at random."""
    chance, earlier = random.Random(seed), Earlier()
    content = tmp_path / "content"
    write_content(content, 4 * PER_NOTICE, per_notice=PER_NOTICE, series_years=3)
    for number in range(8):
        again = _built(content, tmp_path / "again/site", earlier)
        whole = _built(content, tmp_path / f"whole-{number}/site", None)
        wrong = [path for path in again.keys() | whole if again.get(path) != whole.get(path)]
        assert wrong == [], (number, seed)
        chance.choice(EDITS)(content, chance)


def test_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One edited sentence compares its notice's pairs alone, and renders no page that stayed the same."""
    content, earlier = tmp_path / "content", Earlier()
    write_content(content, 4 * PER_NOTICE, per_notice=PER_NOTICE, series_years=2)
    first = _built(content, tmp_path / "again/site", earlier)
    pages = {path for path in first if path.endswith("index.html")}
    assert {path.replace(".html", ".md") for path in pages} == set(earlier.fresh())
    compared: list[tuple[str, str]] = []
    real = compare_notices._compare

    def counted(*given: object) -> object:
        compared.append((given[1].id, given[2].id))  # type: ignore[attr-defined]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(compare_notices, "_compare", counted)
    _more(content, "9001", 0)
    again = _built(content, tmp_path / "again/site", earlier)
    assert compared == [("9001", "9002")]
    assert again == _built(content, tmp_path / "whole/site", None)
    fresh = set(earlier.fresh())
    assert "9001/01/index.md" in fresh and "isle001-9001/01/index.md" not in fresh


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["overrides/partials/header.html", "templates/words.toml", "mkdocs.yml"]
)
def test_a_changed_shell(name: str, project: Path, tmp_path: Path) -> None:
    """What stands around every page makes every page anew where it changes."""
    content, earlier = project / "demo", Earlier()
    provincial.main(content)
    _built(content, tmp_path / "again/site", earlier, project)
    count = len(list(earlier.fresh()))
    _built(content, tmp_path / "again/site", earlier, project)
    assert set(earlier.fresh()) == {f"{page.stem}/index.md" for page in content.glob("pages/*.md")}
    path = project / name
    comment = "{# x #}" if name.endswith(".html") else "# x\n"
    path.write_text(path.read_text("utf-8") + comment, "utf-8")
    _built(content, tmp_path / "again/site", earlier, project)
    assert len(list(earlier.fresh())) == count
