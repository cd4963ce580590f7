"""The policy of pages: no inline script, the theme's own neither."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.problems import ContentError
from generator.publish.csp import apply_csp, mend_theme, page_problems
from generator.publish.markup import read_page
from site_tests.conftest import ROOT

PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body>{}</body></html>'
PLANTED = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script >alert(1)</script >",
    "<script\n>alert(1)</script\n>",
    '<script type="text/javascript">alert(1)</script>',
    '<script type="module">alert(1)</script>',
    '<script type="application/json" type="module">alert(1)</script><script>x</script>',
    '<script>__md_scope=new URL(".",location);alert(1)</script>',
    '<script>__md_scope=new URL("https://a.cn/",location)</script>',
    "<svg onload=alert(1)>",
    "<img src=x OnError=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java&#10;script:alert(1)">x</a>',
    '<p style="color:red">x</p>',
    "<style>p{}</style>",
    '<iframe src="x"></iframe>',
    '<base href="//a.cn/">',
    '<object data="x"></object>',
]


def policed(page: str) -> str:
    return apply_csp(page, read_page(page), path="x.html")


@pytest.mark.parametrize("planted", PLANTED)
def test_planted_script_fails(planted: str) -> None:
    """What a strict policy forbids is refused, not blessed with a hash."""
    with pytest.raises(ContentError):
        policed(PAGE.format(planted))


def test_clean_page_gets_its_policy_first() -> None:
    """The policy is the first thing in the head; JSON blocks are data and get no hash."""
    page = policed(PAGE.format('<script type="application/ld+json">{}</script>'))
    assert (
        '<head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' in page
    )
    assert "sha256" not in page and "script-src 'self';" in page


def test_mend_theme() -> None:
    """The invalid attribute goes from checkboxes and stays elsewhere; icons need no namespace."""
    box = '<input class="x" type="checkbox" id="a" autocomplete="off">'
    assert mend_theme(box) == '<input class="x" type="checkbox" id="a">'
    field = '<input type="text" autocomplete="off">'
    assert mend_theme(field) == field
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>'
    assert mend_theme(icon) == '<svg viewBox="0 0 24 24"></svg>'


@pytest.mark.slow
@pytest.mark.parametrize("plugins", ["[]", "[search]"])
def test_no_inline_script_of_the_theme(tmp_path: Path, plugins: str) -> None:
    """A bare site has none of the theme's inline scripts, once ours stand in their place."""
    for mended in ("base.html", "palette.html", "content.html"):
        path = tmp_path / "overrides/partials/javascripts" / mended
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "overrides/partials/javascripts" / mended, path)
    (tmp_path / "docs/a/b").mkdir(parents=True)
    for name in ("index.md", "a/b/index.md"):
        (tmp_path / "docs" / name).write_text("# x")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: x\nsite_url: https://example.org/base/\nplugins: {plugins}\n"
        "theme:\n  name: material\n  custom_dir: overrides\n  font: false\n  palette:\n"
        '    - {scheme: default, media: "(prefers-color-scheme: light)",'
        " toggle: {icon: material/weather-night, name: a}}\n"
        '    - {scheme: slate, media: "(prefers-color-scheme: dark)",'
        " toggle: {icon: material/weather-sunny, name: b}}\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True)
    pages = [read_page(p.read_text("utf-8")) for p in (tmp_path / "site").rglob("*.html")]
    assert [p for page in pages for p in page_problems(page, path="x")] == []
