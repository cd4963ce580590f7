"""Citations say what is known, in each style, and are read back by the libraries that others use."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from generator.citing.citations import Citation, citations, comparison_citation
from generator.citing.metadata import json_ld, meta_tags
from generator.citing.records import bibtex, csl_json, ris
from generator.citing.styles import STYLES, gbt7714, gongwen
from generator.model.content import Content
from generator.notice.entries import notice_entries

URL = "https://example.org/kt/9002/03/"
TASK = Citation(
    key="9002-03",
    title="云屿国规划院关于印发《9002年任务》的通知",
    number="屿规〔9002〕11号",
    issuer="云屿国规划院",
    english="Cloud Isles Planning Office",
    issued="2002-01-28",
    part=2,
    item="（三）",
    item_number=3,
    address="9002/03/",
)
BARE = Citation(key="9003", title="9003年任务", address="9003/")
ODD = replace(TASK, title="云屿国关于印发《100%_{#}&$\\任务》的通知", number="屿规〔9002〕1_1号")


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (
            "gongwen",
            "《云屿国规划院关于印发〈9002年任务〉的通知》（屿规〔9002〕11号）第二部分第（三）项",
        ),
        (
            "gbt7714",
            "云屿国规划院. 云屿国规划院关于印发《9002年任务》的通知：屿规〔9002〕11号[EB/OL]. "
            f"（2002-01-28）：第二部分第（三）项[2026-11-25]. {URL}.",
        ),
        (
            "apa",
            "Cloud Isles Planning Office. (2002, January 28). 云屿国规划院关于印发《9002年任务》的通知 "
            f"(屿规〔9002〕11号; pt. 2, item 3). {URL}",
        ),
        (
            "chicago",
            "Cloud Isles Planning Office. 云屿国规划院关于印发《9002年任务》的通知. 屿规〔9002〕11号. "
            f"pt. 2, item 3. January 28, 2002. {URL}.",
        ),
        ("link", URL),
    ],
)
def test_a_style_says_all_that_is_known(style: str, said: str) -> None:
    """Each in the order and with the marks of its style."""
    assert STYLES[style](TASK, URL, "2026-11-25") == said


@pytest.mark.parametrize("style", sorted(STYLES))
def test_what_is_not_known_is_not_made_up(style: str) -> None:
    """Without issuer, number and day no style says None, nor leaves marks around nothing."""
    said = STYLES[style](BARE, URL, "2026-11-25")
    assert "None" not in said
    assert not re.search(r"（）|\(\)|〔〕|\. \.|^\. |：\[|，，", said)


def test_without_an_address_it_is_no_web_resource() -> None:
    """The carrier's mark goes with the address, and so does the day of reading."""
    said = gbt7714(TASK, "", "2026-11-25")
    assert "通知：屿规〔9002〕11号[Z]. （2002-01-28）：第二部分第（三）项." in said
    assert "2026" not in said


def test_a_sentence_is_named_behind_its_task() -> None:
    """In both languages, and in records."""
    cited = replace(TASK, sentence="2")
    assert gongwen(cited, URL, "").endswith("第二部分第（三）项第2句")
    assert "item 3, sentence 2)" in STYLES["apa"](cited, URL, "")
    assert "第（三）项第2句" in bibtex(cited, URL)


@pytest.mark.parametrize("citation", [TASK, BARE, ODD], ids=["task", "bare", "odd"])
def test_bibtex_reads_it_back(citation: Citation) -> None:
    """One entry without a failed block, every value as it was."""
    library = bibtexparser.parse_string(bibtex(citation, URL))
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    plain = re.sub(r"\\textbackslash\{\}", r"\\\\", fields["title"].strip("{}"))
    assert re.sub(r"\\([%&#$_{}\\])", r"\1", plain) == citation.title
    assert entry.key == f"keytasks-{citation.key}" and fields["url"] == URL
    assert fields.get("date") == citation.issued
    if citation.issuer:
        assert fields["author"] == f"{{{citation.issuer}}}"  # one name, never first and last
    assert ("number" in fields) == (citation.number is not None)


@pytest.mark.parametrize("citation", [TASK, BARE, ODD], ids=["task", "bare", "odd"])
def test_ris_reads_it_back(citation: Citation) -> None:
    """One record, every field as it was."""
    (record,) = rispy.loads(ris(citation, URL))
    assert record["type_of_reference"] == "GOVDOC"
    assert record["title"] == citation.title
    assert record.get("authors", []) == ([citation.issuer] if citation.issuer else [])
    assert URL in record["urls"]
    if citation.issued:
        assert record["date"] == citation.issued.replace("-", "/")


@pytest.mark.parametrize("citation", [TASK, BARE], ids=["task", "bare"])
def test_citeproc_renders_the_csl_item(citation: Citation) -> None:
    """A style that knows nothing of us finds author, day and title in it."""
    item = json.loads(json.dumps(csl_json(citation, URL)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Cited([CitationItem(item["id"])]))
    (rendered,) = (str(line) for line in bibliography.bibliography())
    assert citation.title in rendered
    if citation.issuer and citation.issued:
        assert citation.issuer in rendered and citation.issued[:4] in rendered


def test_the_head_names_what_zotero_reads() -> None:
    """Title with the place, issuer, day, number; nothing for what is not known."""
    tags = dict(meta_tags(TASK))
    assert tags["citation_title"].endswith("第二部分第（三）项")
    assert tags["citation_publication_date"] == "2002/01/28"
    assert tags["citation_author"] == "云屿国规划院"
    assert not {"citation_author", "citation_publication_date"} & set(dict(meta_tags(BARE)))


def test_json_ld_ends_no_script() -> None:
    """Whatever a title holds, it is still JSON, and no element of the page."""
    whole = replace(TASK, key="9002", part=None, item=None, title="</script><!--<script>&\u2028")
    task = replace(TASK, title=whole.title)
    assert not set("<>&\u2028") & set(json_ld(whole, whole, URL, URL))
    text = json_ld(task, whole, URL, URL)
    assert not set("<>&\u2028") & set(text)
    law, trail = json.loads(text)["@graph"]
    assert law["isPartOf"] == {"@id": URL}
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2]


def test_json_ld_has_no_address_where_there_is_none() -> None:
    """A site that does not know where it stands claims no address, and no trail."""
    whole = replace(TASK, key="9002")
    (part,) = json.loads(json_ld(TASK, whole, "", ""))["@graph"]
    assert part["isPartOf"] == {"@type": "Legislation", "name": whole.title}
    (law,) = json.loads(json_ld(TASK, TASK, "", ""))["@graph"]
    assert "url" not in law


def test_every_notice_and_paged_task_is_cited(content: Content) -> None:
    """By the key that pages and files know it by."""
    notices = notice_entries(content)
    keys = {notice.id for notice in notices} | {t.key for n in notices for t in n.paged}
    assert set(citations(notices, content.registry)) == keys


NEWER = replace(TASK, key="9003", number="屿规〔9003〕9号", part=None, item=None, address="9003/")
OLDER = replace(
    NEWER, key="9002", number="屿规〔9002〕11号", title="9002年任务的通知", address="9002/"
)
COMPARED = comparison_citation(
    OLDER, NEWER, title="9002年与9003年对照", site="云屿对照", version="8"
)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (
            "gongwen",
            "《9002年任务的通知》（屿规〔9002〕11号）与"
            "《云屿国规划院关于印发〈9002年任务〉的通知》（屿规〔9003〕9号）对照（云屿对照，对照方法第8版）",
        ),
        (
            "gbt7714",
            "云屿对照. 9002年与9003年对照：屿规〔9002〕11号与屿规〔9003〕9号[EB/OL]. "
            f"对照方法第8版[2026-11-25]. {URL}.",
        ),
        (
            "apa",
            "云屿对照. (n.d.). 9002年与9003年对照 (屿规〔9002〕11号与屿规〔9003〕9号; method version 8). "
            f"{URL}",
        ),
        (
            "chicago",
            "云屿对照. 9002年与9003年对照. 屿规〔9002〕11号与屿规〔9003〕9号. method version 8. "
            f"Accessed 2026-11-25. {URL}.",
        ),
    ],
)
def test_a_comparison_is_the_sites_own(style: str, said: str) -> None:
    """It names both notices and the method; no office is made its author, and no day made up."""
    assert STYLES[style](COMPARED, URL, "2026-11-25") == said
    assert "Planning Office" not in said


def test_a_comparison_in_records() -> None:
    """A page of the web, read back by the libraries, about two notices."""
    (record,) = rispy.loads(ris(COMPARED, URL))
    assert (record["type_of_reference"], record["authors"]) == ("ELEC", ["云屿对照"])
    (entry,) = bibtexparser.parse_string(bibtex(COMPARED, URL)).entries
    assert entry.key == "keytasks-compare-9002-9003"
    assert csl_json(COMPARED, URL)["type"] == "webpage"
    (said, *_) = json.loads(json_ld(COMPARED, COMPARED, URL, URL))["@graph"]
    assert said["@type"] == "WebPage" and len(said["about"]) == 2


def test_numbers_that_are_not_known_are_left_out() -> None:
    """Of two notices without a number a comparison has none; of one the other's."""
    bare = {"title": "x", "site": "y", "version": "8"}
    assert comparison_citation(BARE, BARE, **bare).number is None
    assert comparison_citation(BARE, NEWER, **bare).number == "屿规〔9003〕9号"
