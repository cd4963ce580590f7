"""As typed and as pasted: whatever the habit or the copied character, the same is found.

The cases in `as_typed.jsonl` are pairs: what somebody types, and the plain query that it is.
"""

from __future__ import annotations

import json
import subprocess
import unicodedata
from pathlib import Path

import pytest

from generator.model.content import Content
from generator.search.engine import search
from generator.search.files import search_files
from generator.search.folding import INVISIBLE, folder
from generator.search.index import Index
from generator.search.queries import trimmed
from generator.search.records import aliases
from generator.search.spellings import in_figures, spellings
from generator.text.simplified import simplified_for, variants
from site_tests.entries import records
from site_tests.search.twins import NODE, ask, index_of, index_of_texts, write_site

PAIRS = [
    json.loads(line)
    for line in Path(__file__).with_name("as_typed.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def index(content: Content) -> Index:
    """The index of the shipped content."""
    return index_of(records(content), aliases(content))


def found(query: str, index: Index) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.record.id, r.places) for r in search(query, index).results]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: ascii(pair["typed"]))
def test_what_is_typed_is_what_is_meant(pair: dict[str, str], index: Index) -> None:
    """The same results at the same places in the same order, called near only where both are."""
    assert found(pair["typed"], index) == found(pair["plain"], index) != []
    assert search(pair["typed"], index).nearest == search(pair["plain"], index).nearest


def test_the_browser_takes_them_alike(index: Index, tmp_path: Path) -> None:
    """Every pair gives the same in Node, from both kinds of index."""
    for most, name in ((10**9, "plain"), (0, "sharded")):
        site = write_site(tmp_path / name, search_files(index.records, index.aliases, most=most))
        typed = ask(site, [pair["typed"] for pair in PAIRS])
        plain = ask(site, [pair["plain"] for pair in PAIRS])
        for one, other in zip(typed, plain, strict=True):
            assert one["found"] == other["found"] != [], one  # type: ignore[index]


def test_every_ignorable_character_is_dropped() -> None:
    """All of Default_Ignorable_Code_Point, by the Unicode of this Node, stand in INVISIBLE."""
    script = r"""const found = [];
        for (let n = 0; n < 0x110000; n++) {
            if (/^\p{Default_Ignorable_Code_Point}$/u.test(String.fromCodePoint(n))) found.push(n);
        }
        console.log(JSON.stringify(found));"""
    assert NODE
    done = subprocess.run([NODE, "-e", script], capture_output=True, encoding="utf-8", check=True)
    ignorable = json.loads(done.stdout)
    assert len(ignorable) > 4000
    assert [n for n in ignorable if not any(a <= n <= b for a, b in INVISIBLE)] == []
    assert folder({})("落" + "".join(map(chr, ignorable)) + "户") == "落户"


def test_every_radical_is_its_character() -> None:
    """Kangxi radicals are what their compatibility decomposition says, simplified or not."""
    table = simplified_for(["".join(variants().values())])
    fold = folder(table)
    for code in range(0x2F00, 0x2FD6):
        character = unicodedata.normalize("NFKC", chr(code))
        assert fold(chr(code)) in {character, table.get(character)} | {fold(character)}, hex(code)
    assert {fold(c) for c in "⺠⻔囯発県"} == set("民门国发县")


def test_a_text_that_has_a_radical_is_found() -> None:
    """Where a text itself was copied out of a PDF, the plain word finds it."""
    table = simplified_for(["户⼝迁移"])
    assert "户口" in folder(table)("户⼝迁移")


def test_a_character_of_the_texts_is_itself() -> None:
    """A variant that the texts use is not taken for another character, but a radical is."""
    assert "囯" not in simplified_for(["囯国"]) and "⼝" in simplified_for(["⼝口"])


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("二〇二〇年四月三日", "2020年4月3日"),
        ("二零二零年十二月三十一号", "2020年12月31日"),
        ("二o二o年", "2020年"),
        ("2020-04-03", "2020年4月3日"),
        ("2020/4/3", "2020年4月3日"),
        ("2020.4.3", "2020年4月3日"),
        ("20200403", "2020年4月3日"),
        ("2020年04月03日", "2020年4月3日"),
        ("4月3号", "4月3日"),
        ("九〇〇一年", "9001年"),
        ("2020-13-03", "2020-13-03"),
        ("20201303", "20201303"),
        ("三三月", "三三月"),
        ("一百零三年", "一百零三年"),
        ("12020.4.3", "12020.4.3"),
    ],
)
def test_days_in_figures(typed: str, plain: str) -> None:
    """Years and days in all spellings are one; what is no day stays as it is."""
    assert in_figures(typed) == plain
    assert plain in spellings(typed)


@pytest.mark.parametrize(
    ("folded", "rest"),
    [
        ("落户.", "落户"),
        ("...落户:", "落户"),
        ("一,", "一,"),
        (".", "."),
        ("5%", "5%"),
        ("1.5", "1.5"),
    ],
)
def test_marks_at_the_ends(folded: str, rest: str) -> None:
    """Marks at a term's ends go, but where one character or none would be left."""
    assert trimmed(folded) == rest


def invented(*texts: str) -> Index:
    """An index of invented tasks, one text each."""
    return index_of_texts(texts)


def test_a_whole_that_stands_there_is_not_parted() -> None:
    """A list that a text prints is looked for as it is; what is in quotation marks has its marks."""
    tasks = invented("建设灯塔、码头", "码头旁的灯塔", "灯塔")
    assert [record for record, _ in found("灯塔、码头", tasks)] == ["9001-01"]
    assert [record for record, _ in found("码头、灯塔", tasks)] == ["9001-01", "9001-02"]
    assert [record for record, _ in found("码头；建设", tasks)] == ["9001-01"]
    assert [record for record, _ in found('"灯塔、"', tasks)] == ["9001-01"]
    assert len(found("灯塔、", tasks)) == 3


def test_a_mark_with_a_cut_figure() -> None:
    """As typed it stands inside a longer figure, though the figure alone stands whole elsewhere."""
    tasks = invented("自编号：2018起", "有20座灯塔", "灯塔")
    assert [record for record, _ in found("：20", tasks)] == ["9001-01", "9001-02"]


def test_what_a_query_names_is_not_parted() -> None:
    """A task's address stands in no text, and is not taken for a year and a number."""
    tasks = invented("9001年有2个灯塔", "第9001号码头")
    assert [record for record, _ in found("9001-02", tasks)] == ["9001-02"]
    assert [record for record, _ in found("9001年码头", tasks)] == ["9001-02"]


@pytest.mark.parametrize(
    ("raw", "query"),
    [
        ("%E8%90%BD%E6%88%B7", "落户"),
        ("%C2%E4%BB%A7", "落户"),
        ("%C2%E4%BB%A7+-%D7%E2%B7%BF", "落户 -租房"),
        ("%u843D%u6237", "落户"),
        ("%E8%90%BD%E6%88", "落"),
        ("smart+city%20100%25", "smart city 100%"),
        ("%", "%"),
        ("%FF", "\ufffd"),
        ("", ""),
    ],
)
def test_a_query_in_another_encoding(raw: str, query: str, tmp_path: Path) -> None:
    """An address in GBK or with %u is what its writer meant; bytes of neither do no harm."""
    assert ask(write_site(tmp_path, ()), [{"decode": raw}]) == [query]


def test_or_finds_what_either_finds(index: Index) -> None:
    """OR in capitals joins what its two terms find."""
    either = {r.record.id for term in ("养老", "托育") for r in search(term, index).results}
    assert {r.record.id for r in search("养老 OR 托育", index).results} == either
    assert search("NOT 养老", index).excluded == ("养老",)
