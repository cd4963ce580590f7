"""words.yml: what leads nowhere, twice or to itself is a Problem at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.model.content import Content
from generator.model.words import WordKind
from generator.problems import ContentError
from site_tests.conftest import ROOT

GOOD = "{asked: [上岸], texts: [登岸], source: speech, reason: 通知写登岸}"


def told(folder: Path, text: str) -> list[str]:
    """The Problems of the invented content with these words."""
    content = Path(shutil.copytree(ROOT / "site_tests/corpus/content", folder / "content"))
    (content / "words.yml").write_text(text, "utf-8")
    try:
        load_content(content)
    except ContentError as error:
        return [f"{Path(p.path).name}:{p.line}: {p.message}" for p in error.problems]
    return []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"words:\n  - {GOOD}\n", ""),
        ("", ""),
        (GOOD.replace("登岸]", "火星]"), "'火星' stands in no text: it leads nowhere"),
        (GOOD.replace("上岸", "登岸"), "'登岸' leads to itself"),
        (GOOD.replace("[上岸]", "[上]"), "'上' is too short"),
        (GOOD.replace("[上岸]", "[上岸, 上 岸]"), "'上 岸' is asked twice"),
        (GOOD.replace("[上岸]", "[]"), "asked: at least one word is expected"),
        (GOOD.replace("[登岸]", "[]"), "texts: at least one word of the texts is expected"),
        (GOOD.replace(", reason: 通知写登岸", ""), "reason: a text is expected"),
        (
            GOOD.replace("speech", "rumour"),
            "source: one of official, press, speech, english is expected",
        ),
        (GOOD.replace("texts", "text"), "unknown key 'text'"),
    ],
)
def test_a_word_that_is_wrong(tmp_path: Path, text: str, expected: str) -> None:
    """Each mistake is told at the line of its word."""
    whole = text if text.startswith("words") or not text else f"words:\n  - {text}\n"
    problems = told(tmp_path, whole)
    assert not problems if not expected else f"words.yml:2: {expected}" in problems


@pytest.mark.parametrize(
    ("section", "entry", "expected"),
    [
        ("bodies", "agency: mars", "agency: there is no agency 'mars'"),
        ("pages", "page: mars", "page: there is no page 'mars'"),
        ("ignored", "texts: [登岸]", "unknown key 'texts'"),
    ],
)
def test_what_a_word_leads_to(tmp_path: Path, section: str, entry: str, expected: str) -> None:
    """A body is of the registry, a page of the site; what is ignored leads nowhere."""
    text = f"{section}:\n  - {{asked: [上岸], {entry}, source: speech, reason: 因为}}\n"
    assert told(tmp_path, text) == [f"words.yml:2: {expected}"]


def test_the_shipped_words(content: Content) -> None:
    """All kinds are there, each word with a reason of some length; own English says so."""
    kinds = {word.kind for word in content.words}
    assert kinds == set(WordKind)
    assert sum(len(word.asked) for word in content.words) > 500
    assert all(len(word.reason) > 5 for word in content.words)
    for word in content.words:
        if word.kind is WordKind.TEXTS and all(asked.isascii() for asked in word.asked):
            assert word.source == "english", word.asked
