"""What the tests share: the real content, the built site, a browser, a server."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.content import Content, load_content
from generator.sitebuild import build_site

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture(scope="session")
def content() -> Content:
    """The content that ships."""
    return load_content(ROOT / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped content, built and checked."""
    out = tmp_path_factory.mktemp("site") / "site"
    build_site(root=ROOT, content_dir=ROOT / "content", out=out, progress=lambda _: None)
    return out


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may break."""
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site served under a base path, as GitHub Pages does: `http://…/keytasks/`."""
    root = tmp_path_factory.mktemp("served")
    (root / "keytasks").symlink_to(site)
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/keytasks/"
        server.shutdown()
        thread.join()
