"""Whatever stands in a field of the content: a Problem at its line, or a site; never a traceback."""

from collections import defaultdict
from mmap import mmap
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.build import outputs_of
from generator.content.fields import MOST_TOLD, Fields
from generator.content.loading import load_content
from generator.content.tables import TableError, parse_table
from generator.problems import ContentError
from site_tests.content.every_field import places, write_every_field
from site_tests.content.odd_values import DATES, NUMBERS, PLAIN, TAGS
from site_tests.content.trying_values import MEMORY, ROOT, attempt, outcomes, pairs

PLAIN_VALUES = {"null": None, "~": None, "''": "", '""': "", "true": True, "false": False}


EMPTY = ("null", "[]", "''")
READERS = ("series.yml", "agencies.yml", "source.yml", "facts.yml", "notice.md", "themes.yml")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content with every field, that a test may break."""
    return write_every_field(tmp_path / "content")


def test_every_field_is_there(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever key a reader asks for stands in the content that odd values are tried in."""
    asked: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    end = Fields.refuse_unasked

    def told(fields: Fields) -> None:
        asked[fields.path.name, frozenset(fields.asked)] |= fields.data.keys()
        end(fields)

    monkeypatch.setattr(Fields, "refuse_unasked", told)
    outputs_of(load_content(content), ROOT / "templates")
    missing = {name: keys - there for (name, keys), there in asked.items() if keys - there}
    beside_a_fact = {key: {"at"} for key in ("figures.yml", "themes.yml")}
    assert missing == {**beside_a_fact, "about.md": {"menu"}}  # which the menu has by itself
    assert {name for name, _ in asked} >= {*READERS}
    assert len(places(content)) > 800


@pytest.mark.parametrize("half", range(4))
def test_an_odd_value_in_a_field(content: Path, half: int) -> None:
    """Some pairs of value and place, each of which is refused with words or built."""
    for pair in pairs(content, 60, seed=12, halves=("seen",))[half::4]:
        assert attempt(content, pair) in ("refused", "held"), pair


@pytest.mark.parametrize(
    "name", ["../9001/original.txt", "（" * 3000, "字" * 90 + ".txt", ".", "a/b.txt"]
)
def test_a_name_that_no_original_may_have(content: Path, name: str) -> None:
    """The raw file lies beside its source.yml, under a name that every disk can hold."""
    (place,) = (
        p
        for p in places(content)
        if p.file == "notices/9002/source.yml"
        and (content / p.file).read_text("utf-8")[p.start : p.end] == "original.txt"
    )
    assert attempt(content, (f"'{name}'", place)) == "refused"


@pytest.mark.slow
def test_many_odd_values() -> None:
    """A longer row of them, in a process that may take five seconds for each, and 1 GB."""
    with TemporaryDirectory() as work:
        content = write_every_field(Path(work) / "content")
        chosen = pairs(content, 800, seed=20261125, halves=("seen",))
    told = [f"{pair}: {outcome}" for pair, outcome in outcomes(chosen)]
    assert len(told) == 800
    assert [one for one in told if not one.endswith((": refused", ": held"))] == []


def test_what_this_process_holds_is_not_counted(content: Path) -> None:
    """The reader's memory is limited, not that of the process that asks, however much that has by now."""
    chosen = pairs(content, 2, seed=7, halves=("seen",))
    with mmap(-1, MEMORY):  # named, not written: it costs nothing
        told = [outcome for _, outcome in outcomes(chosen)]
    assert all(one in ("refused", "held") for one in told), told


@pytest.mark.parametrize(
    "key", ["agencies.yml:printed", "facts.yml:tasks", "facts.yml:sections", "facts.yml:facts"]
)
def test_what_may_be_empty(content: Path, key: str) -> None:
    """A body that no text names, a year without a known task, section or fact: it has its pages."""
    name, _, field = key.partition(":")
    found = 0
    for place in places(content):
        text = (content / place.file).read_text("utf-8")
        if place.file.endswith(name) and text[: place.start].rstrip().endswith(f"{field}:"):
            found += 1
            for value in EMPTY[:2]:
                assert attempt(content, (value, place)) in ("refused", "held"), place
    assert found


@pytest.mark.parametrize(
    "address",
    [
        "--- x",
        "javascript:x",
        "http://[",
        "https://[::1",
        "https://x:99999/",
        "http://x:y/",
        "//x/",
        "a b",
    ],
)
def test_an_address_that_no_link_may_have(content: Path, address: str) -> None:
    """An address of a source that the built site could not link is a Problem in its file."""
    found = 0
    for place in places(content):
        text = (content / place.file).read_text("utf-8")
        if text[place.start : place.end].startswith(("https://", "http://")):
            found += 1
            assert attempt(content, (f"'{address}'", place)) == "refused", place
    assert found >= 6


@pytest.mark.parametrize("unseen", [" ", "\u3000", "\u200b", "\ufe0f", "\u3164", "\u2800\u00ad"])
@pytest.mark.parametrize("key", ["title", "label", "issuer", "name", "reason", "note"])
def test_a_text_of_which_nothing_is_seen(content: Path, key: str, unseen: str) -> None:
    """A title, a name or a reason that nobody can see is refused as one that is not there."""
    found = 0
    for place in places(content):
        text = (content / place.file).read_text("utf-8")
        before = text[: place.start].rstrip()
        if before.endswith((f" {key}:", f"\n{key}:")) and text[place.start] not in "[{n":
            found += 1
            assert attempt(content, (f'"{unseen}"', place)) == "refused", place
    assert found


@pytest.mark.parametrize("value", [*DATES, *NUMBERS])
def test_a_value_is_a_text(value: str) -> None:
    """Numbers and dates are what is written, whatever YAML takes them for."""
    assert parse_table(f"a: {value}\n") == {"a": value.strip()}


@pytest.mark.parametrize("value", [v for v in PLAIN if v.isalpha() or v in PLAIN_VALUES])
def test_only_null_and_truth_are_more_than_a_text(value: str) -> None:
    """Unquoted null and nothing are None, true and false what they say; yes, NO and on are texts."""
    known = {**PLAIN_VALUES, "NULL": None}
    assert parse_table(f"a: {value}\n") == {"a": known.get(value, value)}
    assert parse_table(f"a: '{value}'\n") == {"a": value.replace("''", "'")}


@pytest.mark.parametrize("value", TAGS)
def test_a_tag_is_refused(value: str) -> None:
    """What would tell YAML to make something of a value is a Problem in its line."""
    with pytest.raises(TableError, match=r"tags are not allowed|not valid YAML") as caught:
        parse_table(f"x: y\na: {value}\n", first_line=3)
    assert caught.value.line == 4


@pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000])
def test_depth(text: str) -> None:
    """However deep lists and mappings lie in one another, it is said where they are too deep."""
    with pytest.raises(TableError, match=r"nested deeper than|a key is a text"):
        parse_table(f"a:\n {text}")


def test_unknown_keys_without_end(content: Path) -> None:
    """Each is a Problem; what may have been meant is looked up, and told, for the first of them alone."""
    series = content / "series.yml"
    more = "".join(f"k{n}: v\n" for n in range(20_000))
    series.write_text(series.read_text("utf-8") + more, "utf-8")
    with pytest.raises(ContentError) as told:
        load_content(content)
    assert len(told.value.problems) == 20_000
    assert sum(bool(problem.hint) for problem in told.value.problems) == MOST_TOLD
