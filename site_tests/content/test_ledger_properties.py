"""The ledger, for any addresses: it only grows, and every line of it is an address or a Problem."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.content.ledger import extend_ledger, missing, parse_ledger, public_addresses

STEPS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True)
FOLDERS = st.lists(STEPS, max_size=3).map(lambda steps: "/" + "".join(f"{s}/" for s in steps))
FILES = st.tuples(FOLDERS, STEPS, st.sampled_from(["json", "csv", "xlsx"])).map(
    lambda parts: f"{parts[0]}{parts[1]}.{parts[2]}"
)
PAGES = st.one_of(FOLDERS, FILES)
ANCHORS = st.sampled_from(["s1", "s2", "s10", "h", "r", "r2", "task-07", "part-2"])
THEMES = st.sampled_from(
    ["__search", "kt-main", "v-side", "x-format", "flow", "f3", "m-1-old", "一"]
)
IDS = st.lists(st.one_of(ANCHORS, THEMES), max_size=4)
SITES = st.tuples(
    st.dictionaries(FOLDERS, IDS, max_size=4), st.dictionaries(FILES, st.just([]), max_size=3)
).map(lambda parts: parts[0] | parts[1])
"""Pages with the ids on them, and data files, which have none."""
LEDGERS = st.lists(st.one_of(PAGES, st.tuples(FOLDERS, ANCHORS).map("#".join)), max_size=8)


@given(LEDGERS, LEDGERS, st.sampled_from(["", "# said by an editor\n"]))
def test_a_ledger_only_grows(old: list[str], new: list[str], comment: str) -> None:
    """What was there stays to the letter, what is new follows once, and it reads as written."""
    before = extend_ledger("", old) + comment
    after = extend_ledger(before, new)
    assert after.startswith(before)
    assert parse_ledger(after, "x") == (tuple(dict.fromkeys((*old, *new))), ())
    assert extend_ledger(after, new) == after


@given(SITES)
def test_a_sites_addresses_answer(index: dict[str, list[str]]) -> None:
    """What a site has may go into the ledger, is found again, and no id of the theme is among it."""
    addresses = public_addresses(index)
    assert parse_ledger(extend_ledger("", addresses), "x")[1] == ()
    assert list(missing(addresses, index, "x")) == []
    assert {a.partition("#")[0] for a in addresses} == set(index)
    anchors = {a.partition("#")[2] for a in addresses} - {""}
    assert anchors <= {"s1", "s2", "s10", "h", "r", "r2", "task-07", "part-2"}


@given(SITES, LEDGERS)
def test_what_no_longer_answers_is_told(index: dict[str, list[str]], ledger: list[str]) -> None:
    """A Problem for each published address that is not there, and for no other."""
    there = {*index, *(f"{page}#{i}" for page, ids in index.items() for i in ids)}
    told = [p.message.rpartition(" ")[2] for p in missing(ledger, index, "x")]
    assert told == [address for address in ledger if address not in there]


@given(st.text(alphabet="/#ab0.-A csvjon\n ", max_size=60))
def test_every_line_is_an_address_or_a_problem(text: str) -> None:
    """Nothing is dropped but empty lines and comments; each Problem is at its line."""
    addresses, problems = parse_ledger(text, "x")
    lines = {n: line for n, line in enumerate(text.splitlines(), 1) if line}
    wanted = {n for n, line in lines.items() if not line.startswith("# ")}
    assert len(addresses) + len(problems) == len(wanted)
    assert all(p.hint for p in problems)
    assert {p.line for p in problems} <= wanted and {p.path for p in problems} <= {"x"}
    assert [lines[n] for n in sorted(wanted - {p.line for p in problems})] == list(addresses)
