"""Pages in the habits of official sites, of an invented ministry, by a hand that had not read the importer."""

from __future__ import annotations

import http.client
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.importers.drafting import Draft, draft
from generator.importers.fetching import Fetcher
from generator.importers.gathering import Fate, gather
from generator.importers.readers.choosing import read_here
from generator.importers.sources import RawSource
from generator.model.agencies import Agency, AgencyKind, Registry
from generator.notice.agency_clauses import notice_parties
from generator.notice.normal_text import normal_text
from generator.text.characters import squeeze
from site_tests.running import snapshot

FOLDER = Path(__file__).parent / "sites"
YEARS = json.loads((FOLDER / "expected.json").read_text("utf-8"))
WHOLE = [year for year, known in YEARS.items() if known["verdict"].startswith("take_in")]
BODIES = sorted(
    {name for known in YEARS.values() for *_, names in known.get("tasks", ()) for name in names}
)
REGISTRY = Registry(
    agencies=tuple(
        Agency(
            id=f"b{number}",
            name=name,
            printed=(name,),
            press=(),
            english=None,
            kind=AgencyKind.CONSTITUENT,
            since=None,
            until=None,
            predecessors=(),
            successors=(),
            unverified=(),
        )
        for number, name in enumerate(BODIES)
    ),
    others=(),
)
NOTE = re.compile("［编者注：[^］]*］")
"""What the site put into a task of 9011: taken in, with a doubt at its place."""
AROUND = re.compile("网站标识码|版权所有|打印|分享|首页|责任编辑|ICP备")
FATES = {
    "9004": (Fate.WRITTEN, "the same text at"),
    "9005": (Fate.DOUBTFUL, "white space in '云泽国"),
    "9006": (Fate.COPIES_DIFFER, "held '汐', the other copy '沙'"),
    "9007": (Fate.WRONG, "U+FFFD"),
    "9008": (Fate.UNAVAILABLE, "a check for robots"),
    "9009": (Fate.UNAVAILABLE, "no document on this page"),
    "9010": (Fate.DOUBTFUL, "9003"),
    "9011": (Fate.DOUBTFUL, "编者注"),
}


def made(name: str) -> Draft:
    source = RawSource(name=name, data=(FOLDER / name).read_bytes())
    return draft(source, notice_id="9004", series="yunyu", registry=REGISTRY, read=read_here)


@pytest.mark.parametrize("year", WHOLE)
def test_what_a_reader_sees_comes_in(year: str) -> None:
    """Number, day, each task with its words and bodies; nothing of the page around it."""
    known = YEARS[year]
    found = made(known["file"])
    notice = found.notice
    assert notice is not None and found.problems == ()
    printed = known["number"] if year != "9005" else "云发规[9005]8号"
    assert (notice.identity.number, notice.identity.issued) == (printed, known["issued"])
    assert [task.label for task in notice.tasks] == [label for label, *_ in known["tasks"]]
    parties = notice_parties(notice, REGISTRY)
    for task, (label, text, names) in zip(notice.tasks, known["tasks"], strict=True):
        said = NOTE.sub("", squeeze("".join(task.lines)))
        assert said.startswith(label + text)
        assert {p.printed for p in parties[task.id].parties if not p.implied} == set(names)
    assert not AROUND.search(normal_text(notice))


@pytest.fixture
def years(corpus: Path) -> Path:
    """The invented content, with the bodies and the addresses of these years."""
    head, members = (corpus / "series.yml").read_text("utf-8").split("members:\n")
    lines = []
    for year, known in YEARS.items():
        copies = f", copies: [{{url: '{known['second']['url']}'}}]" if "second" in known else ""
        lines.append(
            f'  - {{id: "{year}", number: {known["wanted"]}, state: secondary,'
            f" official_url: '{known['url']}', official_url_state: secondary{copies}}}\n"
        )
    (corpus / "series.yml").write_text(
        f"{head}members:\n{members.rstrip()}\n{''.join(lines)}", "utf-8"
    )
    agencies = (corpus / "agencies.yml").read_text("utf-8")
    entries = "".join(
        f"  - id: {agency.id}\n    name: {agency.name}\n    printed: [{agency.name}]\n    press: []\n"
        "    english: null\n    kind: constituent\n    since: null\n    until: null\n"
        "    predecessors: []\n    successors: []\n    unverified: []\n"
        for agency in REGISTRY.agencies
        if agency.name not in agencies
    )
    (corpus / "agencies.yml").write_text(
        agencies.replace("agencies:\n", f"agencies:\n{entries}", 1), "utf-8"
    )
    return corpus


class _Sites(http.server.BaseHTTPRequestHandler):
    """Plays the two sites."""

    def do_GET(self) -> None:
        address = f"https://{self.headers['Host']}{self.path}"
        pages = {page["url"]: page["file"] for known in YEARS.values() for page in (known, known.get("second"))
                 if page}  # fmt: skip
        data = (FOLDER / pages[address]).read_bytes() if address in pages else b"no"
        self.send_response(200 if address in pages else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Sites) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Fetcher(
            resolve=lambda _: ["8.8.8.8"],
            connect=lambda _, __, seconds: http.client.HTTPConnection(
                "127.0.0.1", server.server_port, timeout=seconds
            ),
            seconds=2,
        )
        server.shutdown()
        thread.join()


def test_each_year_has_its_fate(years: Path, fetcher: Fetcher) -> None:
    """What is whole and without a doubt is written, once; all else is told, and nothing of it is written."""
    found = {o.id: o for o in gather(years, fetcher, now="2999-12-31T00:00:00Z", day="2999-12-31")}
    for year, (fate, told) in FATES.items():
        assert (found[year].fate, told in "\n".join(found[year].details)) == (fate, True), found[
            year
        ]
    after = snapshot(years)
    assert {path.split("/")[1] for path in after if path.startswith("notices/")} == {
        *("9001", "9002", "9003", "9004")
    }
    gather(years, fetcher, now="2999-12-31T00:00:00Z", day="2999-12-31")
    assert snapshot(years) == after
