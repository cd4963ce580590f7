"""Generated pages pass through Markdown as they are."""

import pytest
from markdown import markdown

from generator.build import build_outputs
from generator.whole_page import WholePage
from site_tests.conftest import ROOT


def test_pages_are_the_same_without_it() -> None:
    """The extension saves time and changes nothing, on any page of the invented site."""
    outputs = build_outputs(ROOT / "site_tests/corpus/content", ROOT / "templates")
    pages = [f.data.decode() for f in outputs if f.path.endswith(".md")]
    for page in pages:
        text = page.split("\n---\n", 1)[1]
        assert markdown(text, extensions=[WholePage()]) == markdown(text)


def test_a_page_is_not_parsed() -> None:
    """What is taken whole is not touched, not even where Markdown would mend it."""
    text = "<article>\n\n<p>*a*</article>"
    assert markdown(text, extensions=[WholePage()]) == text


ARTICLE = "<article>\n</article>"


@pytest.mark.parametrize(
    "text",
    ["# a\n\n*b*", f"{ARTICLE}\n\n*b*", f"*b*\n\n{ARTICLE}", f"{ARTICLE}\n\n*b*\n\n{ARTICLE}"],
)
def test_other_pages_are_markdown(text: str) -> None:
    """A page that is not one article alone is left to Markdown."""
    assert "<em>b</em>" in markdown(text, extensions=[WholePage()])
