"""What readers call a notice: by its year, of another series with that series' label, never by its id."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from generator.build import outputs_of, theme_settings
from generator.content.loading import load_content
from generator.exports.comparisons_json import comparison_file
from generator.exports.notices_json import identity_json
from generator.model.content import Content
from generator.model.series import RelatedSeries
from generator.notice.entries import notice_entries
from generator.notice.labels import notice_labels, other_labels
from generator.vocabulary import load_words
from site_tests.conftest import ROOT
from site_tests.entries import compare, comparison_text
from site_tests.provincial import write_provincial


@pytest.fixture(scope="module")
def provincial(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The corpus with an invented province's notices of two years."""
    return load_content(write_provincial(tmp_path_factory.mktemp("who") / "content"))


def test_labels(provincial: Content) -> None:
    """The national year is 9001年, the province's has the label of its series before it."""
    labels = notice_labels(provincial)
    assert labels["9001"] == "9001年"
    assert labels["yunxi-9001"] == "云溪省9001年"


def test_a_series_without_a_label(provincial: Content) -> None:
    """It is called by its title; no id is shown."""
    others = (RelatedSeries(title="云溪省渡运任务", id="yunxi"),)
    content = replace(provincial, series=replace(provincial.series, others=others))
    assert notice_labels(content)["yunxi-9002"] == "云溪省渡运任务9002年"


def test_two_of_a_year(provincial: Content) -> None:
    """Two notices of one series and year are told apart by their document numbers."""
    twin = provincial.notices[0]
    notice = replace(twin.notice, id="yunxi-9001-winter", series="yunxi")
    notice = replace(notice, identity=replace(notice.identity, number="溪规〔9001〕9号"))
    content = replace(provincial, notices=(*provincial.notices, replace(twin, notice=notice)))
    labels = notice_labels(content)
    assert labels["yunxi-9001-winter"] == "云溪省（溪规〔9001〕9号）9001年"
    assert len(set(labels.values())) == len(labels)


def test_other_labels_alone(provincial: Content) -> None:
    """What is called by its id with 年 needs no entry: one year's notices make no facet's file longer."""
    assert other_labels(provincial) == {
        "yunxi-9001": "云溪省9001年",
        "yunxi-9002": "云溪省9002年",
        "yunxi-9003": "云溪省9003年",
    }
    assert theme_settings(provincial, ROOT / "templates")["called"] == other_labels(provincial)


def test_facets_and_the_spreadsheet(provincial: Content) -> None:
    """What narrows a search, and the table's last column, call a notice as sentences do."""
    files = {file.path: file.data.decode("utf-8-sig", "ignore")
             for file in outputs_of(provincial, ROOT / "templates")
             if file.path in ("search/records.js", "data/v1/tasks.csv")}  # fmt: skip
    found = re.search(r'"called":(\{[^}]*\})', files["search/records.js"])
    assert found and json.loads(found[1]) == other_labels(provincial)
    rows = list(csv.DictReader(io.StringIO(files["data/v1/tasks.csv"], newline="")))
    said = {row["id"]: row["notice_label"] for row in rows}
    assert (said["yunxi-9001-01"], said["9001-01"]) == ("云溪省9001年", "9001年")


def test_data(provincial: Content) -> None:
    """`label` stands in the notices' data, both labels in a comparison's."""
    by_id = {notice.id: identity_json(notice) for notice in notice_entries(provincial)}
    assert by_id["yunxi-9002"]["label"] == "云溪省9002年"
    data = comparison_file(compare(provincial, "yunxi-9001", "yunxi-9002"))
    assert data["labels"] == {"old": "云溪省9001年", "new": "云溪省9002年"}


def test_the_terminal(provincial: Content) -> None:
    """A comparison's head names both by their labels."""
    words = load_words(ROOT / "templates")
    text = comparison_text(compare(provincial, "yunxi-9001", "yunxi-9002"), provincial, words)
    assert text.startswith("云溪省9001 → 云溪省9002\n")


def test_no_sentence_has_an_id(provincial: Content) -> None:
    """What a reader reads has no notice's id; addresses and names of files have."""
    for file in outputs_of(provincial, ROOT / "templates"):
        if not file.path.endswith("index.md") or file.path == "data/index.md":
            continue
        page = file.data.decode().split("\n---\n", 1)[-1]
        said = re.sub(r"<code>.*?</code>|<[^>]*>|[a-z0-9/-]+\.(?:json|csv|xlsx|md|yml)", "", page)
        assert "yunxi-9" not in said, (file.path, said[said.index("yunxi-9") - 60 :][:120])
        labels = " ".join(re.findall(r'(?:aria-label|title)="([^"]*)"', page))
        assert "yunxi-9" not in labels, (file.path, labels[labels.index("yunxi-9") - 60 :][:120])
        head = file.data.decode().split("\n---\n", 1)[0]
        assert "yunxi-9" not in head, (file.path, head)
