"""Messages in Chinese: each message that commands can say has its Chinese, with the same places."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from generator.cli import main
from generator.commands.gathering_text import gathering_report, gathering_table
from generator.commands.options import TEMPLATES
from generator.commands.speaking import FILE, Speaker, catalogue, language_of
from generator.importers.gathering import Fate, Outcome
from generator.problems import Problem
from site_tests import sources
from site_tests.commands.messages_in_code import messages
from site_tests.conftest import ROOT
from site_tests.importers.readers import tricky

TABLES = tomllib.loads((TEMPLATES / FILE).read_text("utf-8"))["zh"]
CHINESE = re.compile("[\u4e00-\u9fff：]")
ENTRIES = {english: other for table in TABLES.values() for english, other in table.items()}
WHOLE = {
    "{}\n    hint: {}",
    " (and {} more)",
    ", in {}",
    "left out ({}): {}{}",
    "a place is {name}, a brace itself {{",
    "{{}} is no plain place",
    "note: section {}{} has no tasks",
    '{id: "{}", number: {}, state: seen}',
    "  - id: FILL-IN\n    name: {}\n    printed: [{}]\n    kind: {}\n    unverified: [name, kind]",
}
"""What is YAML to paste, shows braces, or is said in another cut: frames that the speaker puts together."""


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_each_message_of_the_code_is_in_the_catalogue() -> None:
    """A message that somebody adds or changes is said in Chinese, or this names it and its place."""
    known = {re.sub(r"\{\w+\}", "{}", english) for english in ENTRIES}
    said = messages()
    assert {text: where for text, where in said.items() if text not in known | WHOLE} == {}
    assert len(said) > 600
    assert {*said} >= WHOLE


def test_a_message_and_its_chinese_have_the_same_places() -> None:
    """No value is lost in Chinese, and none is asked for that the message has not."""
    assert [e for e, other in ENTRIES.items() if places(e) != places(other)] == []
    assert [e for e, other in ENTRIES.items() if not CHINESE.search(other)] == []
    assert len(ENTRIES) == sum(map(len, TABLES.values()))
    assert len(catalogue(TEMPLATES, "zh")) == len(ENTRIES)


@pytest.mark.parametrize("english", ENTRIES)
def test_a_message_is_said_with_its_values(english: str) -> None:
    """Each message with values in its places comes out in its own Chinese, not in another's."""
    values = {name: f"〈{number}〉" for number, name in enumerate(places(english))}
    assert Speaker("zh", TEMPLATES).say(english.format(**values)) == ENTRIES[english].format(
        **values
    )


def test_a_problem_with_its_place_and_hint() -> None:
    """Path and line stay; message, hint, and what stands in a message are said in Chinese."""
    problem = Problem(
        path="a.pdf → paragraph",
        line=3,
        message="page 2: struck text was left out: '旧办法', in '（一）放开'",
        hint="is it a word of the text?",
    )
    assert Speaker("zh", TEMPLATES).problem(problem) == (
        "a.pdf → paragraph:3: 第 2 页：略去了删除线文字：'旧办法'，在'（一）放开'这一段"
        "\n    提示：这是正文的字吗？"
    )
    assert Speaker("en", TEMPLATES).problem(problem) == str(problem)


def test_lines_with_their_places() -> None:
    """Of several lines each is said, behind its place or its indent."""
    text = "content/a.yml:3: unknown key 'x'\n    hint: is title meant?\n（一）放开。"
    said = "content/a.yml:3: 不认识的键'x'\n    提示：是指 title 吗？\n（一）放开。"
    assert Speaker("zh", TEMPLATES).lines(text) == said
    assert Speaker("en", TEMPLATES).lines(text) == text


def test_what_is_not_known_is_said_in_english() -> None:
    """A message that the catalogue lacks, or a text of the notice, is never changed."""
    said = Speaker("zh", TEMPLATES)
    assert said.say("a message that nobody has written") == "a message that nobody has written"
    assert said.say("（一）放开登岸限制。") == "（一）放开登岸限制。"


@pytest.mark.parametrize(
    ("environment", "system", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "C.UTF-8"}, None, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.GB18030"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, None, "en"),
        ({"LANG": "zh_CN.UTF-8", "KEYTASKS_LANG": "en"}, None, "en"),
        ({}, "zh", "zh"),
        ({}, None, "en"),
    ],
)
def test_the_language_of_an_environment(
    environment: dict[str, str], system: str | None, language: str
) -> None:
    """The first variable that says something decides, as in other programs; then the system."""
    assert language_of(environment, system) == language


def test_the_output_in_the_owners_guide_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each console block of CONTRIBUTING.zh.md that shows an import or a check prints what commands print."""
    shutil.copytree(ROOT / "site_tests/corpus/content", tmp_path / "content")
    title, *body = tricky.TEXT.replace("稻田署等", "海藻署等", 1).splitlines()
    head = f"<h1 id='ti'>{title}</h1><div class='pages-date'>来源：<span class='font'>规划院</span></div>"
    text = f"{head}<div class='pages_content' id='UCAP-CONTENT'>{sources.paragraphs(body)}</div>"
    (tmp_path / "saved.html").write_bytes(sources.page("<title>x</title>", text))
    copy = tmp_path / "copy.html"
    copy.write_bytes((tmp_path / "saved.html").read_bytes())
    monkeypatch.chdir(tmp_path)
    guide = (ROOT / "CONTRIBUTING.zh.md").read_text("utf-8")
    blocks = re.findall(r"```console\n\$ keytasks (.+)\n((?:.+\n)+)```", guide)
    assert len(blocks) == 4
    for command, shown in blocks:
        name, *rest = command.split()
        monkeypatch.setattr(
            "sys.argv", ["keytasks", "--lang", "zh", name, "--content", "content", *rest]
        )
        main()
        printed = capsys.readouterr()
        said = f"{printed.out}\n{printed.err}"
        assert [line for line in shown.splitlines() if line not in said] == [], said


def test_the_problems_of_a_content_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `check` finds in the content's files has no line of English, hints and all."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "site_tests/corpus/content", content)
    for name, old, new in (
        ("series.yml", "\n", "\nnosuch: 1\n"),
        ("agencies.yml", "    printed: [渡津部]", "    printed: [规划院]\n    since: [x]"),
        ("notices/9001/source.yml", "state:", "stat:"),
        ("notices/9002/notice.md", "\n### ", "\n### 乱"),
        ("themes.yml", "\n", "\n  - broken: [\n"),
    ):
        path = content / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["keytasks", "--lang", "zh", "check", "--content", "content"])
    assert main() == 1
    printed = capsys.readouterr()
    lines = f"{printed.out}{printed.err}".splitlines()
    assert len(lines) > 5
    assert [line for line in lines if not re.search("[\u4e00-\u9fff]{2}", line)] == []


def test_a_report_of_missing_years_in_chinese() -> None:
    """The report and the table say in Chinese what became of each year, and what is left to do."""
    outcome = Outcome(
        id="2021", fate=Fate.DOUBTFUL, details=("a.html:3: no title before the text",)
    )
    left = ("read notice.md against the source, then `keytasks check` and `keytasks ledger`",)
    says = Speaker("zh", TEMPLATES)
    report = gathering_report((outcome,), {}, left, says)
    table = gathering_table((outcome,), left, says)
    for text in (report, table):
        assert not re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", text), text
        assert "未写入：有存疑" in text and "a.html:3: 正文" in text
    assert "## 请人工查看" in report and "## 还要做的" in report
