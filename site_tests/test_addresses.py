"""How one page names another."""

from itertools import product
from posixpath import join, normpath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.addresses import relative, worksheet_of

PAGES = ("", "2020/", "2020/07/", "agencies/mps/", "compare/2019/2020/")
TARGETS = (*PAGES, "data/v1/tasks/2020-07.json", "2020/08/")


@pytest.mark.parametrize(("page", "target"), [*product(PAGES, TARGETS)])
def test_links_lead_to_their_target(page: str, target: str) -> None:
    """Followed from the page, a link ends at its target; a page's link ends in a slash."""
    link = relative(target, page)
    assert normpath(join("/" + page, link)) == normpath("/" + target)
    assert link.endswith("/") or target.endswith(".json")


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("agencies/mps/", "2020/07/", "../../agencies/mps/"),
        ("2020/", "2020/07/", "../"),
        ("", "", "./"),
        ("2020/07/", "2020/07/", "./"),
        ("2020/07/#s1", "2020/07/", "#s1"),
        ("2020/07/#s1", "2020/", "07/#s1"),
        ("2020/#part-1", "2020/07/", "../#part-1"),
        (worksheet_of("agency", "mps"), "agencies/mps/", "../../worksheet/?agency=mps"),
    ],
)
def test_links_are_short(target: str, page: str, link: str) -> None:
    """Links climb no further than they must, and name the page itself by its anchor alone."""
    assert relative(target, page) == link


STEPS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,3}", fullmatch=True)
FOLDERS = st.lists(STEPS, max_size=4).map(lambda steps: "".join(f"{step}/" for step in steps))
PLACES = st.one_of(FOLDERS, st.tuples(FOLDERS, STEPS).map(lambda p: f"{p[0]}{p[1]}.json"))


@given(PLACES, PLACES, st.sampled_from(["", "#s1", "#task-07"]))
def test_any_link_leads_to_its_target(page: str, target: str, anchor: str) -> None:
    """From any page to any address, under any base path and from disk, as a browser reads it."""
    link = relative(target + anchor, page)
    assert link and not link.startswith("/")
    for base in ("https://example.org/", "https://example.org/keytasks/", "file:///tmp/site/"):
        assert urljoin(base + page, link) == base + target + anchor
