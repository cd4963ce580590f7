"""Every missing year from sites in mixed health: one table, nothing half-written, twice is once."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import http.server
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands.left_to_do import left_after_gathering
from generator.content.loading import load_content
from generator.importers import fetching
from generator.importers.fetching import Fetcher
from generator.importers.gathering import Fate, gather
from generator.model.content import Content
from generator.model.provenance import TextState
from generator.notice.normal_text import normal_text
from site_tests.fictional import fictional_text
from site_tests.running import run, snapshot
from site_tests.sources import NUMBER, TITLE, facts_table, govcn_policy, ndrc, paragraphs
from site_tests.sources import page as official_page

DAY = "2999-12-31"
NOW = "2026-11-24T00:00:00Z"
CHALLENGE = b"<html><body><script>challenge()</script>check</body></html>"
GOV, NDRC, ARCHIVE = "www.gov.cn", "www.ndrc.gov.cn", "web.archive.org"
TAKEN = "90060413093012"


def page(year: int, **changes: str) -> bytes:
    """The invented notice of a year as a page of the policy library."""
    text = govcn_policy().decode().replace("9002", str(year))
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


class _Sites(http.server.BaseHTTPRequestHandler):
    """Plays gov.cn, ndrc.gov.cn and the archive; an address's last part says what it does."""

    def do_GET(self) -> None:
        host = self.headers["Host"]
        answer = PAGES.get((host, self.path)) or (404, {}, b"not here")
        status, headers, data = answer
        if headers.get("X") == "slow":
            time.sleep(3)
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", headers.get("type", "text/html; charset=utf-8"))
            for name in ("Location", "Content-Encoding"):
                if name in headers:
                    self.send_header(name, headers[name])
            size = len(data) + (5000 if headers.get("X") == "cut" else 0)
            self.send_header("Content-Length", str(size))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def archived(year: int, name: str) -> dict[tuple[str, str], tuple[int, dict[str, str], bytes]]:
    """The archive's copy of a page, behind the redirect to its own time."""
    address = f"https://{GOV}/{name}"
    own = f"/web/{TAKEN}id_/{address}"
    return {
        (ARCHIVE, f"/web/{year}id_/{address}"): (302, {"Location": own}, b""),
        (ARCHIVE, own): (200, {"Content-Encoding": "gzip"}, gzip.compress(page(year))),
    }


PAGES: dict[tuple[str, str], tuple[int, dict[str, str], bytes]] = {
    (GOV, "/9001"): (500, {}, b"no"),
    (GOV, "/9002"): (200, {}, page(9002)),
    (GOV, "/9003"): (200, {}, page(9002)),
    (GOV, "/9004"): (200, {"Content-Encoding": "gzip"}, gzip.compress(page(9004))),
    (GOV, "/9005"): (302, {"Location": "/moved/9005.htm"}, b""),
    (GOV, "/moved/9005.htm"): (
        200,
        {"type": "text/html"},
        page(9005).decode().replace("'utf-8'", "'gbk'").encode("gb18030"),
    ),
    (NDRC, "/9005"): (200, {}, ndrc().replace(b"9002", b"9005")),
    (GOV, "/9006"): (403, {}, CHALLENGE),
    **archived(9006, "9006"),
    (GOV, "/9007"): (200, {"X": "cut"}, page(9007)),
    (GOV, "/9008"): (200, {}, page(9008, 鹿鸣院="鹿鸣馆")),
    (GOV, "/9009"): (200, {}, page(9009, 孕妇="孕\ufffd")),
    (GOV, "/9010"): (200, {}, page(9010)),
    (GOV, "/9011"): (200, {}, page(9011)),
    (NDRC, "/9011"): (200, {}, ndrc().replace(b"9002", b"9011").replace("孕妇".encode(), "病人".encode())),
    (GOV, "/9012"): (200, {"X": "slow"}, page(9012)),
    (ARCHIVE, f"/web/9012id_/https://{GOV}/9012"): (
        302,
        {"Location": f"/web/{TAKEN}id_/https://{GOV}/another"},
        b"",
    ),
    (ARCHIVE, f"/web/{TAKEN}id_/https://{GOV}/another"): (200, {}, page(9012)),
    (GOV, "/9014"): (200, {}, CHALLENGE),
    **archived(9014, "9014"),
    (GOV, "/9015"): (200, {}, page(9015, **{"屿规〔9015〕11号": "屿规〔9004〕11号"})),
}  # fmt: skip
COPIES = (9005, 9011)
TABLE = {
    "9001": Fate.NOT_COMPARED,
    "9002": Fate.AGREES,
    "9003": Fate.DIFFERS,
    "9004": Fate.WRITTEN,
    "9005": Fate.WRITTEN,
    "9006": Fate.WRITTEN_ARCHIVED,
    "9007": Fate.UNAVAILABLE,
    "9008": Fate.DOUBTFUL,
    "9009": Fate.WRONG,
    "9010": Fate.CONTRADICTS,
    "9011": Fate.COPIES_DIFFER,
    "9012": Fate.UNAVAILABLE,
    "9013": Fate.NO_ADDRESS,
    "9014": Fate.WRITTEN_ARCHIVED,
    "9015": Fate.DOUBTFUL,
}


@pytest.fixture
def years(corpus: Path) -> Path:
    """The invented content, with the addresses of fifteen years."""
    lines = [
        "# Kept.",
        *(corpus / "series.yml").read_text("utf-8").split("members:")[0].splitlines(),
        "members:",
    ]
    for year in range(9001, 9016):
        copy = f", copies: [{{url: 'https://{NDRC}/{year}'}}]" if year in COPIES else ""
        official = f", official_url: 'https://{GOV}/{year}', official_url_state: secondary"
        official = "" if year == 9013 else official
        lines.append(f'  - {{id: "{year}", number: null, state: unknown{official}{copy}}}')
    (corpus / "series.yml").write_text("\n".join(lines) + "\n", "utf-8")
    (corpus / "notices/9010").mkdir()
    (corpus / "notices/9010/facts.yml").write_text(
        'notice: "9010"\nseries: yunyu\nnumber: {value: 屿规〔9010〕12号, state: seen, sources: [a]}\n'
        "sections: []\ntasks: []\nfacts: []\nsources: {a: {name: 虚构}}\n",
        "utf-8",
    )
    return corpus


@pytest.fixture(scope="module")
def connect() -> Iterator[fetching.Connect]:
    """A network that is a server on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Sites) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def connection(host: str, machine: str, seconds: float) -> http.client.HTTPConnection:
            assert host in (GOV, NDRC, ARCHIVE) and machine == "8.8.8.8"
            return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=seconds)

        yield connection
        server.shutdown()
        thread.join()


@pytest.fixture
def fetcher(connect: fetching.Connect) -> Fetcher:
    return Fetcher(resolve=lambda _: ["8.8.8.8"], connect=connect, seconds=2)


def test_years_in_mixed_health(years: Path, fetcher: Fetcher) -> None:
    """Each year has its own fate; only good ones are written, whole, and a second run changes nothing."""
    before = snapshot(years)
    dry = gather(years, fetcher, now=NOW, day=DAY, dry_run=True)
    assert snapshot(years) == before
    written = {i for i, fate in TABLE.items() if fate in (Fate.WRITTEN, Fate.WRITTEN_ARCHIVED)}
    assert {o.id for o in dry if o.fate is Fate.WOULD_WRITE} == written
    outcomes = gather(years, fetcher, now=NOW, day=DAY)
    assert {o.id: o.fate for o in outcomes} == TABLE
    details = {o.id: "\n".join(o.details) for o in outcomes}
    for year, told in (
        ("9001", "answered 500"),
        ("9002", "keytasks verify 9002 https://www.gov.cn/9002 --accept"),
        ("9005", f"the same text at https://{NDRC}/9005"),
        ("9007", "bytes before the page's end; archive: web.archive.org answered 404"),
        ("9008", "nobody knows '鹿鸣馆'"),
        ("9009", "U+FFFD"),
        ("9010", "屿规〔9010〕12号"),
        ("9011", "病人"),
        ("9012", "; archive: the archive answers with"),
        ("9015", "number 9004"),
    ):
        assert told in details[year], (year, details[year])
    after = snapshot(years)
    changed = {path for path, data in after.items() if before.get(path) != data}
    assert {path.split("/")[1] for path in changed - {"series.yml", "changes.yml"}} == written
    assert not [path for path in after if ".keytasks-" in path]
    held = {h.notice.id: h.provenance for h in load_content(years).notices}
    assert held.keys() == written | {"9001", "9002", "9003"}
    copy = held["9006"]
    assert copy.state is TextState.ARCHIVED and copy.official_url == f"https://{GOV}/9006"
    assert copy.retrieval and copy.retrieval.archived == "9006-04-13T09:30:12Z"
    assert copy.retrieval.final == f"https://{ARCHIVE}/web/{TAKEN}id_/https://{GOV}/9006"
    assert held["9004"].state is TextState.SUPPLIED
    assert {o.id: o.unknown_names for o in outcomes if o.unknown_names} == {"9008": ("鹿鸣馆",)}
    assert "    name: 鹿鸣馆\n" in "\n".join(left_after_gathering(years, outcomes))
    members = {m.id: m.official_url_state.value for m in load_content(years).series.members}
    assert {i for i, state in members.items() if state == "seen"} == {"9004"}
    assert (years / "series.yml").read_text("utf-8").startswith("# Kept.\n")
    entries = [(change.notice, change.day, change.kind) for change in load_content(years).changes]
    assert {notice for notice, *rest in entries if rest == [DAY, "text"]} == written
    later = gather(years, fetcher, now="2026-12-24T00:00:00Z", day="2999-12-31")
    again = {o.id: o.fate for o in later}
    assert snapshot(years) == after
    assert again == {
        **TABLE,
        "9004": Fate.AGREES,
        "9005": Fate.AGREES,
        "9006": Fate.NOT_COMPARED,
        "9014": Fate.NOT_COMPARED,
    }


def test_a_held_text_whose_page_cannot_be_had(
    years: Path, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive's copy shows what differs, too; that nothing does is no ground to accept the text."""
    for year in (9002, 9003):
        monkeypatch.setitem(PAGES, (GOV, f"/{year}"), (403, {}, CHALLENGE))
        copy = f"/web/{TAKEN}id_/https://{GOV}/{year}"
        for address, answer in archived(year, str(year)).items():
            monkeypatch.setitem(PAGES, address, answer)
        monkeypatch.setitem(PAGES, (ARCHIVE, copy), (200, {}, page(9002)))
    outcomes = {o.id: o for o in gather(years, fetcher, now=NOW, day=DAY, dry_run=True)}
    for year, fate in (("9002", Fate.AGREES), ("9003", Fate.DIFFERS)):
        details = "\n".join(outcomes[year].details)
        assert outcomes[year].fate is fate
        assert "answered 403" in details and "--accept" not in details
        assert f"compared with the archive's copy https://{ARCHIVE}/web/{TAKEN}id_/" in details
    assert sum(detail.startswith("content/notices/9003") for detail in outcomes["9003"].details) > 1
    (unreachable,) = (d for d in outcomes["9001"].details if d.startswith("the archive's copy"))
    assert "answered 404" in unreachable


def test_a_year_that_the_project_waits_for(
    content: Content, copy: Path, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that bears out all known facts comes in, its number with or without the zero; 2020 agrees."""
    for member in content.series.members:
        if member.official_url is None or member.id not in ("2019", "2020"):
            continue
        known = next((facts for facts in content.facts if facts.id == member.id), None)
        text = fictional_text(known) if known else normal_text(content.notices[0].notice)
        title, number, *lines = text.splitlines()
        number = number.replace("〔2019〕0617号", "〔2019〕617号")
        table = facts_table().replace(TITLE, title).replace(NUMBER, number)
        table = table.replace("<td>9002年01月28日</td>", "<td></td>")
        body = f"<div class='pages_content' id='UCAP-CONTENT'>{paragraphs(lines)}</div>"
        head = f"<div class='policyLibraryOverview_content'>{table}</div>"
        address = member.official_url.removeprefix(f"https://{GOV}")
        monkeypatch.setitem(PAGES, (GOV, address), (200, {}, official_page("", head + body)))
    outcomes = gather(copy, fetcher, now=NOW, day=DAY)
    assert {o.id: o.fate for o in outcomes} == {
        "2018": Fate.NO_ADDRESS,
        "2019": Fate.WRITTEN,
        "2020": Fate.AGREES,
        "2021": Fate.UNAVAILABLE,
        "2022": Fate.UNAVAILABLE,
    }, "\n".join(d for o in outcomes for d in o.details)
    facts = load_content(copy)  # the number is the page's, the facts keep theirs
    assert {h.notice.identity.number for h in facts.notices} >= {"发改规划〔2019〕617号"}
    assert "发改规划〔2019〕0617号" in (copy / "notices/2019/facts.yml").read_text("utf-8")


def test_a_person_has_looked(years: Path, fetcher: Fetcher) -> None:
    """With the doubts accepted a doubtful year is tried, and one that breaks the content stays out."""
    before = snapshot(years)
    fates = {
        o.id: (o.fate, "\n".join(o.details))
        for o in gather(years, fetcher, now=NOW, day=DAY, doubts_accepted=True)
    }
    assert fates["9008"][0] is Fate.UNSOUND and "鹿鸣馆" in fates["9008"][1]
    assert fates["9015"][0] is Fate.UNSOUND and "屿规〔9004〕11号" in fates["9015"][1]
    assert fates["9015"][1].startswith("content/notices/9015/notice.md:"), fates["9015"]
    assert fates["9011"][0] is Fate.COPIES_DIFFER  # that no run decides
    assert not (years / "notices/9008").exists() and not (years / "notices/9015").exists()
    assert snapshot(years)["notices/9010/facts.yml"] == before["notices/9010/facts.yml"]


def test_every_series(years: Path, fetcher: Fetcher) -> None:
    """Members of another series come from its own sites, as its notices, with its own unknown bodies."""
    series = years / "series.yml"
    text = "".join(
        line
        for line in series.read_text("utf-8").splitlines(True)
        if 'id: "900' not in line or "9004" in line
    )
    text = re.sub(r'(?m)^  - \{id: "901.*\n', "", text)
    seen = "official_url_state: secondary, number: null, state: unknown"
    series.write_text(
        text + "others:\n  - id: nanwan\n    title: 南湾省\n    issuer: 虚构\n"
        f"    official_hosts: [{GOV}]\n    members:\n"
        f"      - {{id: nanwan-9005, official_url: 'https://{GOV}/moved/9005.htm', {seen}}}\n"
        f"      - {{id: nanwan-9008, official_url: 'https://{GOV}/9008', {seen}}}\n"
        "  - id: beishan\n    title: 北山省\n    issuer: 虚构\n",
        "utf-8",
    )
    outcomes = gather(years, fetcher, now=NOW, day=DAY)
    assert [(o.id, o.series, o.fate) for o in outcomes if o.fate is not Fate.NOT_COMPARED] == [
        ("9004", "yunyu", Fate.WRITTEN),
        ("nanwan-9005", "nanwan", Fate.WRITTEN),
        ("nanwan-9008", "nanwan", Fate.DOUBTFUL),
    ]
    content = load_content(years)
    held = {one.notice.id: one.notice.series for one in content.notices}
    assert (held["9004"], held["nanwan-9005"]) == ("yunyu", "nanwan")
    assert re.search(r"nanwan-9005.*official_url_state: seen", series.read_text("utf-8"))
    left = "\n".join(left_after_gathering(years, outcomes))
    assert (
        "    name: 鹿鸣馆\n    printed: [鹿鸣馆]\n    kind: provincial\n    series: [nanwan]\n"
        in left
    )


def test_the_command(
    years: Path,
    tmp_path: Path,
    connect: fetching.Connect,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The command prints the table, and the report has what wants an eye and the neighbours' comparison."""
    monkeypatch.setattr(fetching, "_resolve", lambda _: ["8.8.8.8"])
    monkeypatch.setattr(fetching, "_connect", connect)
    text = (years / "series.yml").read_text("utf-8").splitlines()
    kept = [
        line for line in text if 'id: "90' not in line or line[10:14] in ("9003", "9004", "9013")
    ]
    (years / "series.yml").write_text("\n".join(kept) + "\n", "utf-8")
    report = tmp_path / "report.md"
    code, said = run(
        capsys, "import", "--missing", "--content", str(years), "--report", str(report)
    )
    assert code == 0, said
    assert said.splitlines()[:4] == [
        "notice  what happened        tasks  address",
        "9003    held, differs        10     https://www.gov.cn/9003",
        "9004    written              11     https://www.gov.cn/9004",
        "9013    no official address  -      -",
    ]
    told = report.read_text("utf-8")
    assert "| 9004 | written | 11 | https://www.gov.cn/9004 |" in told
    assert "### 9003: held, differs" in told and "## 9003 → 9004" in told
    assert "next: read content/notices/9004/notice.md against" in said
    assert (
        "next: content/series.yml has null as the number of 9004, the text 屿规〔9004〕11号" in said
    )
    again = ("import", "--missing", "--dry-run", "--content", str(years), "--report")
    code, said = run(capsys, *again, str(report))
    assert code == 0 and "### 9003: held, differs" in report.read_text("utf-8")
    report.write_text(report.read_text("utf-8").replace("9003", "mine", 1), "utf-8")
    (tmp_path / "head.md").write_text(
        "| notice | what happened | tasks | address |\nmine\n", "utf-8"
    )
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.keytasks-files").touch()
    new = [years / "new.md", years / "notices/9003/report.md", tmp_path / "site/report.md"]
    held = [years / "series.yml", years, years / "agencies.yml", report, tmp_path / "head.md"]
    before = snapshot(tmp_path)
    for theirs in (*held, *new, tmp_path / "no/folder.md"):
        code, said = run(capsys, *again, str(theirs))
        assert code == 2 and "report" in said, theirs
    assert snapshot(tmp_path) == before
    left = told.partition("## Left to do")[2].partition("## 9003")[0]
    assert "read content/notices/9004/notice.md against https://www.gov.cn/9004" in left
    assert str(tmp_path) not in told  # it is published as it is
    for wrong in (["--missing", "a.txt"], ["--missing", "--force"], ["a.txt"], []):
        code, said = run(capsys, "import", *wrong, "--content", str(years))
        assert code == 2 and "--missing" in said
