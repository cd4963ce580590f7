"""The hosting pages, and their nginx sample in a real nginx where there is one."""

import gzip
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from generator.exports.robots import ROBOTS
from site_tests.conftest import ROOT

SAMPLE = ROOT / "hosting/nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def test_both_pages_say_the_same() -> None:
    """They have the same sections, commands, addresses and files; both READMEs lead to them."""
    texts = [
        (ROOT / f"hosting/{name}").read_text("utf-8") for name in ("README.md", "README.zh.md")
    ]
    for pattern in (
        r"^(#+) ",
        r"^   (?:rsync|ssh) .*$",
        r"https://[\w.-]+",
        r"`[\w./=:-]+\.(?:html|txt|yml|xml)`",
    ):
        found = [set(re.findall(pattern, text, re.M)) for text in texts]
        assert found[0] == found[1] and found[0], pattern
    assert "](hosting/README.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "](hosting/README.zh.md)" in (ROOT / "README.zh.md").read_text("utf-8")
    for text in texts:
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert (ROOT / "hosting" / target).is_file(), target


def test_robots(content, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """With an address it lets everybody in and names the sitemap; without one there is no file."""
    from generator.build import outputs_of

    (kind,) = ROBOTS.kinds
    for address, wanted in (
        (
            "https://example.org/a",
            b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/a/sitemap.xml\n",
        ),
        ("", None),
    ):
        files = {f.path: f.data for f in outputs_of(content, ROOT / "templates", address=address)}
        assert files.get(kind.pattern) == wanted


@pytest.fixture(scope="module")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site behind a real nginx with the sample, at a port of this machine."""
    assert NGINX is not None
    work = tmp_path_factory.mktemp("nginx")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    sample = SAMPLE.read_text("utf-8").replace("listen [::]:80;", "")
    sample = sample.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(
        "/var/www/keytasks;", f"{site};"
    )
    (work / "nginx.conf").write_text(
        f"pid {work}/pid; error_log {work}/error.log; daemon off; events {{ }}\n"
        + "http {\n"
        + "".join(
            f"{n}_temp_path {work}/{n};\n"
            for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"include /etc/nginx/mime.types; access_log off;\n{sample}\n}}\n",
        "utf-8",
    )
    for folder in (work, *work.parents):  # its workers are nobody, and must reach the site
        if folder.stat().st_uid == work.stat().st_uid and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    for folder in site.parents:
        if folder.stat().st_uid == site.stat().st_uid and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    command = [NGINX, "-c", str(work / "nginx.conf"), "-p", str(work)]
    tested = subprocess.run([*command, "-t"], capture_output=True, encoding="utf-8")
    assert tested.returncode == 0, tested.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follows nothing."""


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of an answer, whatever it is."""
    request = urllib.request.Request(
        address, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.skipif(NGINX is None, reason="no nginx here")
def test_the_sample_in_nginx(nginx: str, site: Path) -> None:
    """Pages, 404, redirects, hidden files, types, compression, headers and cache are as promised."""
    status, headers, body = get(f"{nginx}/2020/07/")
    assert (status, body) == (200, (site / "2020/07/index.html").read_bytes())
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache" and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert get(f"{nginx}/2020/07/", If_None_Match=headers["ETag"])[0] == 304
    status, headers, body = get(f"{nginx}/nowhere/")
    assert (status, body) == (404, (site / "404.html").read_bytes())
    assert headers["Content-Security-Policy"]
    assert get(f"{nginx}/.keytasks-files")[0] == 404 and (site / ".keytasks-files").is_file()
    status, headers, _ = get(f"{nginx}/2020")
    assert (status, headers["Location"]) == (301, "/2020/")
    status, headers, body = get(f"{nginx}/data/v1/tasks.csv", Accept_Encoding="gzip")
    assert (headers["Content-Type"], headers["Content-Encoding"]) == (
        "text/csv; charset=utf-8",
        "gzip",
    )
    assert gzip.decompress(body) == (site / "data/v1/tasks.csv").read_bytes()
    assert "Accept-Encoding" in headers["Vary"] and headers["X-Content-Type-Options"] == "nosniff"
    for kind in (
        "data/v1/notices.json",
        "assets/keytasks/site.css",
        "search/records.js",
        "sitemap.xml",
    ):
        assert get(f"{nginx}/{kind}", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip", kind
    hashed = next((site / "assets/stylesheets").glob("main.*.min.css")).name
    assert "immutable" in get(f"{nginx}/assets/stylesheets/{hashed}")[1]["Cache-Control"]
    assert get(f"{nginx}/assets/keytasks/site.css")[1]["Cache-Control"] == "no-cache"
    assert get(f"{nginx}/robots.txt")[2].startswith(b"User-agent: *\nAllow: /\n")
