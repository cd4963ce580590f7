"""Pictures as files: SVG that any program draws, with title, key and source inside."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from generator.build import outputs_of
from generator.content.loading import load_content
from site_tests.conftest import ROOT

CONTENTS = {"shipped": ROOT / "content", "invented": ROOT / "site_tests/corpus/content"}


@pytest.fixture(scope="module", params=CONTENTS)
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """All files of a content that has matrices."""
    content = load_content(CONTENTS[request.param])
    return {f.path: f.data for f in outputs_of(content, ROOT / "templates")}


def test_a_matrix_has_a_file_that_stands_alone(files: dict[str, bytes]) -> None:
    """Every text and mark, no class, style, script or link: nothing of the site is needed to draw it."""
    found = [path for path in files if path.endswith(".svg") and path.startswith("pictures/")]
    assert found
    for path in found:
        assert len(files[path]) <= 30_000
        drawing = ElementTree.fromstring(files[path])
        parts = list(drawing.iter())
        assert {part.tag.partition("}")[2] for part in parts} == {
            *("svg", "title", "desc", "path", "text", "circle")
        }
        used = {name for part in parts for name in part.attrib}
        assert used.isdisjoint({"class", "style", "href", "onload"})
        year = path.removesuffix(".svg").rpartition("-")[2]
        page = files[f"pictures/matrix-{year}/index.md"].decode()
        marks = page.partition("<svg")[2].partition("</svg>")[0].count("<circle")
        assert sum(part.tag.endswith("circle") for part in parts) == marks
        said = "".join(part.text or "" for part in parts if part.tag.endswith("text"))
        assert "列首位" in said and "非官方网站" in said and "号。" in said
        assert ("虚构示例" in said) is year.startswith("9")


def test_the_page_of_a_picture_leads_to_its_file_or_says_why_not(files: dict[str, bytes]) -> None:
    """A drawing has its file and how to put it on a slide; a table says that it has none."""
    for path, data in files.items():
        if not path.startswith("pictures/") or path == "pictures/index.md" or path.endswith(".svg"):
            continue
        page, name = data.decode(), path.split("/")[1]
        has = f"pictures/{name}/{name}.svg" in files
        assert (f'href="{name}.svg"' in page) is has, path
        assert ("插入图片" in page) is has and ("没有图片文件" in page) is not has, path


def test_two_builds_give_the_same_file(files: dict[str, bytes]) -> None:
    """No clock and no order of a set shows in it."""
    name = "invented" if any("matrix-9" in path for path in files) else "shipped"
    again = outputs_of(load_content(CONTENTS[name]), ROOT / "templates")
    drawn = [f for f in again if f.path.endswith(".svg") and f.path.startswith("pictures/")]
    assert drawn and all(files[f.path] == f.data for f in drawn)
