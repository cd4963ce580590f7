"""`keytasks build --offline`: a zip that opens from disk, with every link a file and the search in it."""

import posixpath
import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.problems import ContentError, UsageError
from generator.publish.offline import offline_address, offline_site, write_offline

LINK = re.compile(r'\s(?:href|action|src)="([^"]*)"')


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, packed and unpacked as a reader would."""
    folder = tmp_path_factory.mktemp("从 U 盘")
    write_offline(site, folder / "o.zip")
    with zipfile.ZipFile(folder / "o.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder / "site"


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("../06/", "../06/index.html"),
        ("../06/#s1", "../06/index.html#s1"),
        ("../..", "../../index.html"),
        ("../../", "../../index.html"),
        (".", "./index.html"),
        ("../../search/?q=a", "../../search/index.html?q=a"),
        ("#s1", "#s1"),
        ("index.md", "index.md"),
        ("https://www.gov.cn/x/", "https://www.gov.cn/x/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("../08/", None),
        ("../../../elsewhere/", None),
        ("/2020/06/", None),
    ],
)
def test_a_link_names_its_file(reference: str, wanted: str | None) -> None:
    """A link to a folder is one to its page; one that would lead to nothing is known as such."""
    pages = ("", "2020/06/", "2020/07/", "search/")
    names = {f"{page}index.html" for page in pages} | {"2020/07/index.md"}
    assert offline_address(reference, "2020/07/index.html", names) == wanted


def test_every_link_is_a_file(unpacked: Path) -> None:
    """On every page of the zip every address of its own is a file's, as it stands."""
    checked = 0
    for page in unpacked.rglob("*.html"):
        for found in LINK.findall(page.read_text("utf-8")):
            parts = urlsplit(unescape(found))
            if parts.scheme or parts.netloc or not parts.path:
                continue
            checked += 1
            target = posixpath.join(page.parent.as_posix(), unquote(parts.path))
            assert Path(target).is_file(), (page, found)
    assert checked > 1000


def test_only_what_a_server_needs_is_left_out(site: Path, unpacked: Path) -> None:
    """All files of the site are in the zip, those that do no page's work byte for byte."""
    there = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    packed = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    left_out = {"404.html", "robots.txt", ".nojekyll", ".keytasks-files"}
    assert there - packed <= left_out | {"sitemap.xml", "sitemap.xml.gz"}
    assert packed - there == {"worksheet/data.js"}
    same = [name for name in packed & there if not name.endswith(".html")]
    assert all((site / name).read_bytes() == (unpacked / name).read_bytes() for name in same)


def test_the_same_bytes(site: Path) -> None:
    """The same site gives the same zip, without a clock in it."""
    packed = offline_site(site)
    assert offline_site(site) == packed
    assert packed.endswith(b"keytasks build --offline")


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    """A page that leads out of the folder is named, and nothing is written."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/index.html").write_text('<p>“<a class="b" href="/x/">y</a>', "utf-8")
    with pytest.raises(ContentError) as error:
        write_offline(tmp_path / "in", tmp_path / "o.zip")
    assert [problem.message for problem in error.value.problems] == ["leads nowhere: /x/"]
    assert not (tmp_path / "o.zip").exists()


@pytest.mark.parametrize("name", ["notes.zip", "notes.txt"])
def test_another_file_stays(tmp_path: Path, name: str) -> None:
    """A file that is no zip of ours is not replaced; one of ours is."""
    site, other = tmp_path / "in", tmp_path / name
    site.mkdir()
    (site / "index.html").write_text("<p>", "utf-8")
    other.write_bytes(b"mine")
    with pytest.raises(UsageError):
        write_offline(site, other)
    assert other.read_bytes() == b"mine"
    assert write_offline(site, tmp_path / "o.zip") == write_offline(site, tmp_path / "o.zip")


@pytest.mark.browser
def test_it_opens_from_disk(browser, unpacked: Path) -> None:  # type: ignore[no-untyped-def]
    """From an unpacked folder home, a task, a comparison and a search with a hit work in Chromium,

    without an error in the console and without a request for anything but files.
    """
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    # What was still being loaded when the page was left is given up by the browser.
    page.on(
        "requestfailed",
        lambda r: r.failure == "net::ERR_ABORTED" or wrong.append(f"{r.url} {r.failure}"),
    )
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or wrong.append(r.url))
    page.goto((unpacked / "index.html").as_uri())
    page.click(".kt-list >> text=加快发展重点城市群")
    page.wait_for_url("**/site/2020/07/index.html")
    cited = page.locator(".kt-cite").last
    assert "file:" not in cited.text_content()
    page.goto((unpacked / "compare/index.html").as_uri())
    page.click(".kt a[href*='2019/2020/index.html'] >> nth=0")
    page.wait_for_selector(".kt-compare")
    assert page.url.endswith("/2020/index.html")
    page.goto((unpacked / "index.html").as_uri())
    page.fill(".kt-find input", "同城化")
    page.click(".kt-find button")
    page.wait_for_selector("#results[data-state=done] .kt-result")
    page.click(".kt-result a >> nth=0")
    page.wait_for_url("**/site/2020/09/index.html")
    page.goto((unpacked / "agencies/mps/index.html").as_uri())
    page.get_by_role("link", name="任务工作表").click()
    page.wait_for_selector("#kt-sheet-results[data-state=done] .kt-sheet")
    assert page.locator(".kt-sheet tbody tr").count() == 10
    assert "file:" not in page.inner_text(".kt-sheet")
    page.click(".kt-sheet tbody th > a >> nth=2")
    page.wait_for_url("**/site/2020/01/index.html")
    page.wait_for_load_state("networkidle")
    assert wrong == []
    context.close()
