"""What the tests share: the real content, the built site, a browser, a server."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# What only some fixtures need they import themselves: one test of one module starts at once.
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

    from generator.model.content import Content

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = (shutil.which(name) for name in ("chromium", "google-chrome"))
CHROMIUM = next((path for path in BROWSERS if path and not path.startswith("/snap/")), None)
"""The system's browser, None where Playwright's own is to serve; a snap does not see our folders."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture(scope="session")
def content() -> Content:
    """The content that ships."""
    from generator.content.loading import load_content

    return load_content(ROOT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped content, built and checked, to stand under /keytasks/."""
    from generator.publish.site import build_site

    os.environ["KEYTASKS_SITE_URL"] = "http://127.0.0.1/keytasks/"
    out = tmp_path_factory.mktemp("site") / "site"
    build_site(root=ROOT, content_dir=ROOT / "content", out=out, progress=lambda _: None)
    return out


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may break."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the invented content, without what editors said of it."""
    copy = Path(shutil.copytree(ROOT / "site_tests/corpus/content", tmp_path / "content"))
    (copy / "themes.yml").unlink()
    (copy / "figures.yml").unlink()
    return copy


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the whole project, without its tests, that a test may break and run."""
    folder = tmp_path / "project"
    for name in ("content", "generator", "overrides", "templates"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serve(site: Path, root: Path) -> Iterator[str]:
    """Serves a built site under a base path, as GitHub Pages does: `http://…/keytasks/`."""
    (root / "keytasks").symlink_to(site)
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/keytasks/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site, served."""
    with serve(site, tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The site of the invented notices, served, with the folder that it is in."""
    from generator.publish.site import build_site

    out = tmp_path_factory.mktemp("demo") / "site"
    build_site(
        root=ROOT,
        content_dir=ROOT / "site_tests/corpus/content",
        out=out,
        progress=lambda _: None,
        check_ledger=False,
    )
    with serve(out, tmp_path_factory.mktemp("demo-served")) as address:
        yield address, out


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        if CHROMIUM is None and not Path(playwright.chromium.executable_path).exists():
            pytest.fail("no Chromium: `make setup` installs one")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails its test for console errors, foreign requests and policy violations."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    tab.expected = []  # type: ignore[attr-defined]  # a test may name errors that it causes
    tab.allowed = address  # type: ignore[attr-defined]  # or serve another site

    def watch(request: Request) -> None:
        if not request.url.startswith((tab.allowed, "file:", "data:")):  # type: ignore[attr-defined]
            wrong.append(request.url)

    tab.on("request", watch)
    yield tab
    context.close()
    expected = tab.expected  # type: ignore[attr-defined]
    assert [w for w in wrong if not any(e in w for e in expected)] == []
