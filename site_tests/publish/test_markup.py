"""Reading a built page: strictly, or not at all."""

import pytest

from generator.publish.markup import read_page

DOUBTFUL = [
    "<p",
    "a < b",
    "<p title='x>",
    '<p title="a"b">',
    "<p title = 'a'>",
    "<p title=a`b>",
    "<!-->",
    "<!--->",
    "<!-- a --!> b -->",
    "<![CDATA[<b>]]>",
    "<?x?>",
    "</>",
    "<script>",
    "<script>1</scripts>",
    "<script><!-- <script> </script>",
    "<title>x",
    "<textarea></title>",
]


@pytest.mark.parametrize("markup", DOUBTFUL)
def test_doubtful_markup_is_refused(markup: str) -> None:
    """What browsers might read in another way is named, with its line."""
    (line, what), *_ = read_page(f"<p>\n{markup}\n").unsafe
    assert line == 2 and what.startswith("markup like ")


@pytest.mark.parametrize("tag", ["noscript", "xmp", "noembed", "noframes", "plaintext", "iframe"])
def test_elements_that_browsers_read_differently(tag: str) -> None:
    """Elements whose contents are text or mark-up by circumstance are refused."""
    assert read_page(f"<{tag}></{tag}>").unsafe == [(1, f"<{tag}> element")]


@pytest.mark.parametrize(
    "tag",
    [
        '<p class="a" style="b">',
        '<td onclick="x()">',
        '<text x="1" onload="x()">',
        '<b class="a" style=b>',
    ],
)
def test_plain_elements_are_not_passed_over_with_more_than_plain(tag: str) -> None:
    """An element that is mostly harmless is read when it has anything else."""
    before = '<p class="kt-a">一<b>二</b></p>\n'
    [(line, what)] = read_page(before * 3 + tag).unsafe
    assert line == 4 and "attribute on" in what
    assert read_page(before + '<td class="a" id="b"><i id="b">').ids == {"b": 2}


def test_attributes() -> None:
    """Quoted or not, in any case, with references resolved; the first of a name counts."""
    facts = read_page("<a ID=x href='a/?b&amp;c' href=d disabled/><p id=\"y z\">")
    assert facts.unsafe == [] and facts.ids == {"x": 1, "y z": 1}
    assert facts.references == {("a/?b&c", False): 1}


def test_text_is_no_markup() -> None:
    """Tags in comments, titles, text fields and scripts are none, and end where those end."""
    page = "<!-- <b id=a> --><title><b id=a></title><textarea><b id=a></textarea><p id=b>"
    assert read_page(page).ids == {"b": 1}
    facts = read_page("<script>\n'<b id=a>'</SCRIPT ><script src=x>y</script><p id=b>")
    assert facts.scripts == [(1, "\n'<b id=a>'")] and facts.ids == {"b": 1}


def test_references_by_their_first_line() -> None:
    """A reference that comes again is one; what is loaded and what is linked are two."""
    facts = read_page("\n<a href=x></a>\n<a href=x></a><img src=x>")
    assert facts.references == {("x", False): 2, ("x", True): 3}


def test_long_tags_are_given_up() -> None:
    """A tag that does not end is none, however many ways there are to read it (`make bench`)."""
    assert read_page("<a" + " b=/c/d/e" * 2000 + '"').unsafe
