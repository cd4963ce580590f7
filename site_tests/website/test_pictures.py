"""Every picture has a page and data of its own; both say what the texts say."""

import csv
import io
import re
from pathlib import Path

from generator.model.content import Content
from generator.notice.commitments import counted_word

NAMES = {"matrix-2020", "commitments-2020", "years", "lines", "ladder-hukou"}


def rows(site: Path, picture: str) -> list[dict[str, str]]:
    """The data of a picture."""
    text = (site / f"data/v1/pictures/{picture}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_picture_has_a_page_and_data(site: Path) -> None:
    """All stand on one page, each alone on its own, with a link to its data."""
    whole = (site / "pictures/index.html").read_text("utf-8")
    assert {path.parent.name for path in site.glob("pictures/*/index.html")} == NAMES
    assert {path.stem for path in site.glob("data/v1/pictures/*.csv")} == NAMES
    for name in NAMES:
        alone = (site / f"pictures/{name}/index.html").read_text("utf-8")
        assert f'href="../../data/v1/pictures/{name}.csv"' in alone
        assert f'id="{name}"' in whole and f'href="{name}/"' in whole


def test_the_data_are_what_is_drawn(site: Path, content: Content) -> None:
    """As many lines as marks: circles, dots, cells, sentences."""
    alone = {name: (site / f"pictures/{name}/index.html").read_text("utf-8") for name in NAMES}
    circles = re.findall(r"<circle", alone["matrix-2020"])
    assert len(rows(site, "matrix-2020")) == len(circles) > 100
    filled = re.findall(r'<circle[^>]*class="?f', alone["matrix-2020"])
    assert sum(row["first"] == "true" for row in rows(site, "matrix-2020")) == len(filled)
    assert len(rows(site, "lines")) == alone["lines"].count('class="kt-dot')
    assert len(rows(site, "ladder-hukou")) == 24
    sentences = [s for h in content.notices for task in h.notice.tasks for s in task.sentences]
    assert len(rows(site, "commitments-2020")) == len(sentences)
    assert len(re.findall(r'aria-label="?第\d+句', alone["commitments-2020"])) == len(sentences)


def test_each_sentence_has_the_word_it_is_counted_under(site: Path, content: Content) -> None:
    """The data name the word that the sentence's own text has."""
    texts = {
        (str(task.id), s.id): s.text
        for h in content.notices
        for task in h.notice.tasks
        for s in task.sentences
    }
    for row in rows(site, "commitments-2020"):
        assert (row["word"] or None) == counted_word(texts[row["task"], row["sentence"]])


def test_years_say_what_is_known(site: Path) -> None:
    """Known tasks and their total, empty where nobody knows it."""
    told = {row["notice"]: (row["tasks"], row["total"]) for row in rows(site, "years")}
    assert told == {
        "2018": ("3", ""),
        "2019": ("8", ""),
        "2020": ("28", "28"),
        "2021": ("6", "24"),
        "2022": ("4", "28"),
    }
