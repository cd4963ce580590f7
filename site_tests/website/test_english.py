"""The door for readers abroad: a guide and a notice's headings in English, ours and marked as such."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import outputs_of
from generator.content.loading import load_content
from generator.model.content import Content
from generator.problems import ContentError
from generator.vocabulary import load_words
from site_tests.conftest import ROOT
from site_tests.content.every_field import write_every_field

CHINESE = re.compile("[\u4e00-\u9fff]")


def article(site: Path, address: str) -> str:
    page = (site / address / "index.html").read_text("utf-8")
    return page[page.index('<article class="kt ') : page.index("</article>")]


def test_every_task_has_a_heading_and_its_text(content: Content, site: Path) -> None:
    """28 headings, each with its Chinese heading as it is in the text and a link to its page."""
    (headings,) = content.english
    page = article(site, "en/2020")
    assert len(headings.tasks) == 28 and len(headings.sections) == 6
    for task, heading in zip(content.latest.notice.tasks, headings.tasks, strict=True):
        place = f'<a href="../../2020/{task.id.number:02}/">{task.label}{task.heading}</a>'
        assert f"{task.id.number}. {heading}</h3>" in page.replace("&#39;", "'"), task.id
        assert place in page, task.id
    assert "unofficial" in page and "the Chinese text alone counts" in page


@pytest.mark.parametrize("address", ["en", "en/2020"])
def test_each_part_has_its_language(address: str, site: Path) -> None:
    """The article is English; wherever Chinese stands in an element, that says so, but for single words."""
    page = article(site, address)
    assert re.match(r'<article class="kt kt-english" lang="en">', page)
    for element in re.findall(r"<(?:td|p|span|small|h1)[^>]*>[^<]{6,}", page):
        tag, _, text = element.partition(">")
        if len(CHINESE.findall(text)) > len(text) / 2:
            assert 'lang="zh-CN"' in tag, element


@pytest.mark.parametrize("address", ["en", "en/2020"])
def test_the_page_is_english_in_a_chinese_frame(address: str, site: Path) -> None:
    """The page says that it is English; each part of the frame around it says that it is Chinese."""
    page = (site / address / "index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    (title,) = re.findall("<title>(.*?)</title>", page)
    assert not CHINESE.search(title)
    for part in (
        "md-header",
        "md-tabs",
        "md-sidebar md-sidebar--primary",
        "md-copyright",
        "kt-paper",
    ):
        (tag,) = re.findall(f'<[a-z]+ class="{part}"[^>]*>', page)
        assert 'lang="zh"' in tag, part
    assert re.search(r'<span lang="en">[^<]+</span>', page)
    assert '<html lang="zh"' in (site / "index.html").read_text("utf-8")


def test_names_that_nobody_checked_are_said_to_be(content: Content, site: Path) -> None:
    """A body has a tick only where its English name was checked; as long as none is, that is said."""
    page = article(site, "en")
    checked = [a for a in content.registry.agencies if a.english and "english" not in a.unverified]
    assert ("✓" in page) is bool(checked)
    assert ("none has been checked" in page) is not bool(checked)


def test_pages_of_both_languages_name_each_other(site: Path) -> None:
    """Home and the notice lead to their English pages and back."""
    for chinese, english in (("", "en"), ("2020", "en/2020")):
        page = (site / chinese / "index.html").read_text("utf-8")
        # The theme's script would ask for a sitemap of its own at an alternate in the head.
        assert 'rel="alternate" hreflang' not in page
        assert re.search(r'<a href="[./]*en/(?:2020/)?" hreflang="en">', page)
        back = (site / english / "index.html").read_text("utf-8")
        assert 'hreflang="zh"' in back
    foot = (site / "2020/07/index.html").read_text("utf-8").split('class="md-footer"', 1)[1]
    assert '<a href="../../en/" lang="en" hreflang="en">' in foot


def test_every_english_word_is_used() -> None:
    """No English word waits in words.toml for a page that is gone."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "templates/pages").glob("*.md"))
    words = load_words(ROOT / "templates", "en")
    for table, entries in words.tables.items():
        alias = f"set e = english.{table} "
        for key in entries:
            used = f"english.{table}.{key}" in source or (alias in source and f"e.{key}" in source)
            assert used or f"english.{table}[" in source, (table, key)


def test_headings_that_do_not_fit_are_problems(tmp_path: Path) -> None:
    """As many headings as the notice has, of a notice that is held; without them no English page."""
    folder = write_every_field(tmp_path / "content")
    path = folder / "english.yml"
    text = path.read_text("utf-8")
    files = {f.path for f in outputs_of(load_content(folder), ROOT / "templates")}
    assert {"en/index.md", "en/9002/index.md"} <= files
    path.write_text(text.replace(", Four]", "]"), "utf-8")
    with pytest.raises(ContentError, match=r"english\.yml:4: 3 sections, the notice has 4"):
        load_content(folder)
    path.write_text(text.replace('"9002"', '"9009"'), "utf-8")
    with pytest.raises(ContentError, match=r"english\.yml:2: no text is held of '9009'"):
        load_content(folder)
    path.unlink()
    files = {f.path for f in outputs_of(load_content(folder), ROOT / "templates")}
    assert not any(path.startswith("en/") for path in files)
