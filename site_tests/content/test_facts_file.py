"""What is known of notices whose text is not held: read, checked, shown as what it is."""

import json
import re
import shutil
from pathlib import Path

import pytest

from generator.content.loading import load_content
from generator.model.content import Content
from generator.model.facts import FactState
from generator.problems import ContentError

FACTS_ONLY = ("2018", "2019", "2021", "2022")


def known(content: Content, notice: str):  # type: ignore[no-untyped-def]
    return next(facts for facts in content.facts if facts.id == notice)


def test_the_years_without_text(content: Content) -> None:
    """Four years are held as facts, none of them as text."""
    assert sorted(facts.id for facts in content.facts) == list(FACTS_ONLY)
    assert not {held.notice.id for held in content.notices} & set(FACTS_ONLY)


def test_only_a_sure_number_gives_an_address(content: Content) -> None:
    """Tasks whose number is inferred or not known, or whose heading is missing, have no page."""
    pages = {str(task.id) for facts in content.facts for task in facts.paged_tasks}
    assert pages == {
        *("2018-01", "2019-01", "2019-02", "2019-04", "2019-05"),
        *("2021-01", "2021-02", "2021-03", "2021-04"),
        *("2022-01", "2022-02", "2022-03", "2022-22"),
    }
    for facts in content.facts:
        for task in facts.tasks:
            if FactState.INFERRED in (task.state, task.number_state):
                assert task.id is None


@pytest.mark.parametrize(
    ("notice", "gaps"),
    [("2018", ()), ("2019", ((3, 3),)), ("2021", ((5, 24),)), ("2022", ((4, 21), (23, 28)))],
)
def test_gaps_are_named(
    notice: str, gaps: tuple[tuple[int, int], ...], content: Content, site: Path
) -> None:
    """Numbers without a known heading are ranges, and the page names them."""
    assert known(content, notice).gaps == gaps
    page = (site / notice / "index.html").read_text("utf-8")
    assert len(re.findall("第（[^）]+）项</li>", page)) == len(gaps)


def test_no_known_page_looks_like_the_text(site: Path) -> None:
    """A page of facts has no official-text block, no sentence anchor, and says what it is."""
    for page in sorted(site.glob("20[0-9][0-9]/**/index.html")):
        if page.relative_to(site).parts[0] in FACTS_ONLY:
            text = page.read_text("utf-8")
            assert 'class="kt-text' not in text and 'id="s1"' not in text
            assert "仅有事实，未收全文" in text and "kt-notext" in text


def test_known_tasks_in_the_data(site: Path) -> None:
    """What is not known is null, never left out: the keys are those of a held task."""
    held = json.loads((site / "data/v1/tasks/2020-07.json").read_text("utf-8"))
    task = json.loads((site / "data/v1/tasks/2022-22.json").read_text("utf-8"))
    assert held.keys() <= task.keys()
    assert task["paragraphs"] is None and task["clause"] is None and task["section"] is None
    assert task["state"] == "facts-only" and task["open"] is True
    assert [agency["id"] for agency in task["agencies"]] == ["mca", "ndrc"]


def test_known_tasks_on_agency_pages(site: Path) -> None:
    """An agency's page counts what is known apart from what is held."""
    page = (site / "agencies/mps/index.html").read_text("utf-8")
    assert "2022年：已知1项" in page and "2020年：7项" in page


def refused(content: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_content(content)
    return [str(problem) for problem in caught.value.problems]


def test_a_name_of_another_series_is_unknown(copy: Path) -> None:
    """A body that only texts of another series can mean is nobody in this one's facts."""
    agencies = copy / "agencies.yml"
    text = agencies.read_text("utf-8")
    entry = (
        "  - {id: sc-ps, name: 四川省公安厅, printed: [省公安厅], press: [], english: null,"
        " kind: provincial, since: null, until: null, predecessors: [], successors: [],"
        " unverified: [], series: [sichuan]}\n"
    )
    agencies.write_text(text.replace("agencies:\n", f"agencies:\n{entry}", 1), "utf-8")
    with (copy / "series.yml").open("a", encoding="utf-8") as file:
        file.write("others: [{id: sichuan, title: 四川}]\n")
    facts = copy / "notices/2022/facts.yml"
    said = facts.read_text("utf-8")
    assert "agencies: [" in said
    facts.write_text(said.replace("agencies: [", "agencies: [省公安厅, ", 1), "utf-8")
    (line,) = refused(copy)
    assert "nobody knows '省公安厅'" in line
    facts.write_text(
        facts.read_text("utf-8").replace("series: urbanization", "series: sichuan"), "utf-8"
    )
    assert not [line for line in refused_or_none(copy) if "省公安厅" in line]


def refused_or_none(content: Path) -> list[str]:
    try:
        load_content(content)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def hold_the_text(copy: Path, facts: str) -> Path:
    """The 2020 notice beside `facts` made from the facts of 2019: a check of the text."""
    path = copy / "notices/2020/facts.yml"
    text = (copy / "notices/2019/facts.yml").read_text("utf-8")
    for block in ("title", "number", "issued", "published", "approval"):
        text = re.sub(rf"^{block}:.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^sections:\n(  .*\n)+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^tasks:\n(  .*\n)+", facts, text, flags=re.MULTILINE)
    path.write_text(text.replace('"2019"', '"2020"'), "utf-8")
    return path


def test_facts_that_agree_with_the_text(copy: Path) -> None:
    """With the text held, facts that it bears out are silent, and its pages are the text's."""
    task = "{number: 七, heading: 加快发展重点城市群, agencies: [发展改革委], state: seen}"
    facts = f"tasks:\n  - {task}\n"
    hold_the_text(copy, facts)
    content = load_content(copy)
    assert "2020" not in {known.id for known in content.facts}


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            "tasks:\n  - {number: 七, heading: 加快发展城市群, state: seen}\n",
            "task （七）: the facts say '加快发展城市群', the text says '加快发展重点城市群'",
        ),
        (
            "tasks:\n  - {number: 七, agencies: [公安部], state: seen}\n",
            "task （七）: the text does not name 公安部",
        ),
        (
            "tasks:\n  - {number: 二十九, heading: 未有之事, state: seen}\n",
            "the text has no task （二十九）",
        ),
        (
            "tasks:\n  - {heading: 未有之事, state: seen}\n",
            "no task of the text is headed '未有之事'",
        ),
    ],
)
def test_facts_that_the_text_contradicts(facts: str, message: str, copy: Path) -> None:
    """Every fact that the held text contradicts is reported in the facts' file."""
    hold_the_text(copy, facts)
    assert any(
        "content/notices/2020/facts.yml:" in line and message in line for line in refused(copy)
    )


def test_a_wrong_count(copy: Path) -> None:
    """A number of tasks that the text does not have is reported."""
    path = hold_the_text(copy, "tasks: []\n")
    text = path.read_text("utf-8").replace(
        "task_count: null", "task_count: {value: 24, state: seen, sources: []}"
    )
    path.write_text(text, "utf-8")
    assert any(
        "task_count: the facts say '24', the text says '28'" in line for line in refused(copy)
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("state: seen, sources: [jendow]}", "state: sure, sources: [jendow]}", "state: one of"),
        ("sources: [jendow]", "sources: [nobody]", "source 'nobody' is not described"),
        ("agencies: [公安部,", "agencies: [公安局,", "nobody knows '公安局'"),
        ("number: 二, section", "number: 两百, section", "number: a Chinese numeral"),
        ("number: 二, section", "number: 一, section", "number '一' is given twice"),
        ('"http://cinic', '"javascript:alert(1)//cinic', "sources.cinic.url: a web address"),
        ('notice: "2019"', 'notice: "2018"', "notice: says '2018', the folder '2019'"),
        ("task_count: null", "task_count: {value: 许多, state: seen}", "task_count: not a number"),
        ("title: {value: ", "title: {worth: ", "title: a value is expected"),
    ],
)
def test_mistake_in_facts(old: str, new: str, message: str, copy: Path) -> None:
    """A mistake in a facts file is named."""
    path = copy / "notices/2019/facts.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert any(message in line and "2019/facts.yml:" in line for line in refused(copy))


def test_a_folder_with_neither(copy: Path) -> None:
    """A notice's folder without text and without facts is a Problem."""
    shutil.rmtree(copy / "notices/2018")
    (copy / "notices/2018").mkdir()
    assert any("2018/notice.md:0: this file is missing" in line for line in refused(copy))
