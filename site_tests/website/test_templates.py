"""Templates and scripts: their words come from words.toml, their addresses from addresses.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.addresses import TEMPLATE_ADDRESSES
from generator.vocabulary import Vocabulary, load_words
from generator.website.script_heads import word_uses
from generator.website.templates import _squeezed
from site_tests.conftest import ROOT

TEMPLATES = sorted(
    path
    for folder in ("templates/pages", "templates/macros", "overrides")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".md", ".html")
)
SCRIPTS = sorted((ROOT / "templates/assets").rglob("*.js"))
SOURCES = sorted((ROOT / "generator").rglob("*.py"))
LONGEST = 200

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”]")
HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
SCRIPT_COMMENT = re.compile(r"^\s*//.*$|\s//\s.*$|/\*.*?\*/", re.MULTILINE | re.DOTALL)

# Chinese as data: how the search reads characters, and how notices write numbers.
SCRIPTS_OF_CHARACTERS = {
    "20-folding.js": "characters and numerals, read as Python's folding reads them",
    "21-engine.js": "how a query may name a task or a document",
}
NUMERALS = {"零一二三四五六七八九", "百", "十", "零"}


def ids(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def words() -> Vocabulary:
    return load_words(ROOT / "templates")


def template_uses(source: str) -> Iterator[tuple[str, str]]:
    """The table and key of every word that a template names; no key for a whole table."""
    source = TEMPLATE_COMMENT.sub("", source)
    for table, key in re.findall(r"\bwords\.(\w+)(?:\.(\w+))?", source):
        yield table, key
    for alias, table in re.findall(
        r"set (\w+)(?:, \w+)? = (?:[\w.]+\.)?words\.(\w+)(?![\w\[.])", source
    ):
        for key in re.findall(rf"(?<![\w.\"'-]){alias}\.(\w+)", source):
            yield table, key


def source_uses(source: str) -> Iterator[tuple[str, str]]:
    """The same of a Python module: `….say("table.key")` and `….table("table")`."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        first = node.args[0]
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            continue
        if node.func.attr == "say":
            table, _, key = first.value.partition(".")
            yield table, key
        elif node.func.attr == "table":
            yield first.value, ""


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_no_line_is_too_long_to_review(path: Path) -> None:
    """A changed line of a template is seen whole in a review."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    """What readers see is in words.toml, marks of punctuation too; comments may say anything."""
    source = TEMPLATE_COMMENT.sub("", path.read_text("utf-8"))
    assert CHINESE.findall(source) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=ids(SCRIPTS))
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    """The same of scripts, but for those that read Chinese characters."""
    source = SCRIPT_COMMENT.sub("", path.read_text("utf-8"))
    for numeral in sorted(NUMERALS, key=len, reverse=True) if path.name == "site.js" else ():
        source = source.replace(numeral, "")
    if path.name not in SCRIPTS_OF_CHARACTERS:
        assert CHINESE.findall(source) == []


def test_every_word_is_used_and_every_use_has_its_word() -> None:
    """No word waits in words.toml for a page that is gone; none is named that there is not."""
    vocabulary = words()
    uses = {use for path in TEMPLATES for use in template_uses(path.read_text("utf-8"))}
    uses |= {(u.table, u.key) for p in SCRIPTS for u in word_uses(p.read_text("utf-8"))}
    uses |= {use for path in SOURCES for use in source_uses(path.read_text("utf-8"))}
    for table, key in sorted(uses):
        assert vocabulary.phrase(table, key) if key else vocabulary.table(table)
    # A table that is only ever named by its keys is used key by key, else as a whole.
    aliased = re.compile(r"set \w+(?:, \w+)? = (?:[\w.]+\.)?words\.(\w+)(?![\w\[.])")
    named = {t for p in TEMPLATES for t in aliased.findall(p.read_text("utf-8"))}
    whole = {table for table, key in uses if not key} - named
    there = {
        (table, key)
        for table, entries in vocabulary.tables.items()
        if table not in whole
        for key in entries
    }
    assert sorted(there - uses) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_a_template_makes_no_address(path: Path) -> None:
    """An address is made by `address.…` or comes from a view: never from pieces of text."""
    source = TEMPLATE_COMMENT.sub("", path.read_text("utf-8"))
    given = re.findall(r"\blink\(((?:[^()]|\([^()]*\))*)\)", source)
    assert [text for text in given if re.search(r"~|^\s*[\"']", text)] == []
    inside = re.findall(r"(?:href|action)=\"([^\"{]*)(?:\{\{|\")", source)
    assert [text for text in inside if not re.fullmatch(r"#?(?:[a-z-]+-?)?|https://.*", text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_a_template_names_addresses_that_there_are(path: Path) -> None:
    """A page that is not in the sample may name an address too: each is one of addresses.py."""
    names = re.findall(r"(?<![\w.])address\.(\w+)", path.read_text("utf-8"))
    assert set(names) <= TEMPLATE_ADDRESSES.keys()


@pytest.mark.parametrize("path", SCRIPTS, ids=ids(SCRIPTS))
def test_a_script_makes_no_address(path: Path) -> None:
    """A script's addresses are keytasksAddress's, or come from its data."""
    source = SCRIPT_COMMENT.sub("", path.read_text("utf-8"))
    pages = "agencies|themes|compare|figures|coverage|data|search|unlisted"
    assert re.findall(rf"[\"'`](?:{pages})/", source) == []
    assert re.findall(r"`[^`]*\$\{[^}]*\}/[^`]*`", source) == []


# Chinese as data: what stands in notices and sources, or is written into content files and data.
# Each with its reason; a word for readers belongs into words.toml.
PATTERNS = "how notices and their pages are written: patterns"
SOURCES_OF_CHARACTERS = {
    "generator/notice": PATTERNS,
    "generator/text": "characters, numerals and days",
    "generator/importers": f"{PATTERNS}; and what is written into source.yml, in Chinese content",
    "generator/compare": "marks at which texts are cut, changes that are none in substance",
    "generator/search": "characters and numerals, names of documents; labels as notices print them",
    "generator/citing": "第, 部分, 项, 句 and the marks of each style of citation",
    "generator/website/cite_views.py": "第 and 句, between which a sentence's number is filled in",
    "generator/content/factcheck.py": f"{PATTERNS}, against which facts are checked",
    "generator/content/facts_file.py": "是 and 否, as facts.yml has them",
    "generator/exports": "是 in facts.yml; 、 between values of a table's cell, as the format has it",
    "generator/model": "labels as notices print them",
    "generator/website/notice_views.py": f"{PATTERNS}: who signed a letter",
    "generator/website/coverage_views.py": f"{PATTERNS}: the section of general requirements",
    "generator/website/templates.py": "《, at which a title may be broken",
    "generator/commands/left_to_do.py": f"{PATTERNS}: years as texts name them",
    "generator/commands/import_summary.py": "附件, which the page of a notice names",
}


def source_words(path: Path) -> list[str]:
    """The text of a module that has Chinese, without its docstrings and comments."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in said]
    return [n.value for n in texts if isinstance(n.value, str) and HAN.search(n.value)]


def test_python_has_no_words_for_readers() -> None:
    """A module has Chinese text only where it is data, and this says which and why."""
    found = {path.relative_to(ROOT).as_posix() for path in SOURCES if source_words(path)}
    allowed = tuple(SOURCES_OF_CHARACTERS)
    assert sorted(name for name in found if not name.startswith(allowed)) == []
    unneeded = [name for name in allowed if not any(path.startswith(name) for path in found)]
    assert unneeded == []


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("const a = { b: [1, 2] }, c = (x) => x ? 1 : 2;", "const a={b:[1,2]},c=(x)=>x?1:2;"),
        ('say("a = b, c", `d = ${e} f`) && g;', 'say("a = b, c",`d = ${e} f`)&&g;'),
        ('say("\\" = ") + (a = b);', 'say("\\" = ")+(a=b);'),
        ("a = b - -c + +d; return [a];", "a=b - -c + +d;return[a];"),
        ("a = b / c; d = / = /;", "a = b / c; d = / = /;"),
    ],
)
def test_a_script_is_sent_without_spaces_around_marks(line: str, sent: str) -> None:
    """Texts stay as they are, so do signs, and a line in which a slash may begin a pattern."""
    assert _squeezed(line) == sent
