"""What assistants are told can be proved: asked through the protocol package's own client."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client

from generator.commands.assistant_answers import Library, open_library
from generator.commands.assistants import make_server
from generator.content.loading import load_content
from generator.exports.markdown_twins import text_sha256
from site_tests.conftest import ROOT

CORPUS = ROOT / "site_tests/corpus/content"
ADDRESS = "https://example.org/keytasks/"


@pytest.fixture(scope="module", params=[ROOT / "content", CORPUS], ids=["shipped", "invented"])
def library(request: pytest.FixtureRequest) -> Library:
    return open_library(load_content(request.param), ROOT / "templates", ADDRESS)


def ask(library: Library, tool: str, **arguments: object) -> dict[str, Any]:
    """A tool's answer, as the client has it."""
    result = called(library, tool, **arguments)
    assert not result.is_error, result.content
    told: dict[str, Any] = result.structured_content
    return told


def called(library: Library, tool: str, **arguments: object) -> Any:
    async def asked() -> Any:
        async with Client(make_server(library)) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(asked)


def passages(told: object) -> Iterator[dict[str, Any]]:
    """Every passage of an answer, however deep it stands: what has a text and its sum."""
    if isinstance(told, dict):
        if told.keys() >= {"sha256", "text"}:
            yield told
        for value in told.values():
            yield from passages(value)
    elif isinstance(told, list):
        for value in told:
            yield from passages(value)


def texts(library: Library) -> dict[str, str]:
    """Every official sentence, clause and heading of a task by its address."""
    found = {}
    for task in library.tasks.values():
        if task.held and task.id:
            page = f"{ADDRESS}{task.id.notice}/{task.id.path}/"
            found |= {f"{page}#{part.id}": part.text for part in task.parts}
            found[f"{page}#h"] = task.heading or ""
    return found


def prove(library: Library, told: object) -> int:
    """Checks every passage of an answer against the texts; how many were of a task."""
    known, proved = texts(library), 0
    for passage in passages(told):
        if passage["sha256"] is None:
            assert passage["state"] == "facts-only"
            continue
        assert hashlib.sha256(passage["text"].encode()).hexdigest() == passage["sha256"]
        assert passage["address"].endswith(f"#{passage['sentence']}")
        assert passage["state_in_words"]
        if passage["address"] in known:
            assert passage["text"] == known[passage["address"]]
            proved += 1
    return proved


def test_every_task_is_told_as_it_stands(library: Library) -> None:
    """Sentence by sentence with address and sum; their sum together; of a known one no sum at all."""
    for key, task in library.tasks.items():
        told = ask(library, "task", id=key)
        assert told["sha256"] == text_sha256(task)
        assert (told["passages"] is None) == (not task.held)
        if task.held:
            assert prove(library, told) == len(task.parts) + 1
            parts = [passage["text"] for passage in told["passages"]]
            joined = parts[0] + (task.heading_end or "") + "".join(parts[1:])
            assert hashlib.sha256(joined.encode()).hexdigest() == told["sha256"]
        else:
            assert told["state"] == "facts-only" and told["sha256"] is None


def test_a_search_tells_the_passages(library: Library) -> None:
    """A task's own heading finds it, first among the tasks; each passage has what was looked for."""
    task = next(task for task in library.tasks.values() if task.held)
    told = ask(library, "search", query=task.heading, limit=5)
    first = next(result for result in told["results"] if result["kind"] == "task")
    assert first["id"] == task.key and first["address"].startswith(ADDRESS)
    assert prove(library, told)
    assert len(told["results"]) <= 5 <= max(told["count"], 5)


def test_a_quotation_is_checked(library: Library) -> None:
    """Word by word, with a word changed, and one that stands nowhere."""
    part = next(
        part
        for task in library.tasks.values()
        for part in task.parts
        if len(part.text) > 24 and "，" in part.text and part.id != "r"
    )
    changed = part.text.replace("，", "，绝对不会", 1)
    nowhere = "企鹅每天下午三点在月亮背面的车站集合唱歌跳舞。"
    told = ask(library, "check_quotation", passage=part.text + "\n" + changed + "\n" + nowhere)
    verdicts = [sentence["verdict"] for sentence in told["sentences"]]
    assert verdicts[0] == "exact" and "near" in verdicts[1:] and verdicts[-1] == "none"
    exact = told["sentences"][0]["places"][0]
    assert exact["text"] == part.text and exact["differences"] == []
    near = next(s for s in told["sentences"] if s["verdict"] == "near")
    assert any("绝对不会" in d["asked"] for d in near["places"][0]["differences"])
    assert prove(library, told) >= 2


def test_a_comparison_is_the_datas(library: Library) -> None:
    """Its links are those of the comparison; with a task only its own, and how the words changed."""
    for made in library.edition.comparisons:
        told = ask(library, "compare", old=made.old, new=made.new)
        links = made.alignment.links
        assert [[t["id"] for t in link["old"]] for link in told["links"]] == [
            list(link.old) for link in links
        ]
        assert [t["id"] for t in told["added"]] == list(made.alignment.surely_added)
        if links:
            one = ask(library, "compare", old=made.old, new=made.new, task=links[0].new[0])
            assert len(one["links"]) == 1 and one["changes"] is not None


def test_a_body_is_found_by_any_of_its_names(library: Library) -> None:
    """By id, name and printed form: the same tasks, as many as the data count."""
    named = {p.agency for t in library.tasks.values() for p in t.parties or () if p.agency}
    agency = next(
        a for a in library.edition.content.registry.agencies if a.id in named and a.printed
    )
    told = ask(library, "agency", name=agency.id)
    assert told == ask(library, "agency", name=agency.name)
    assert told == ask(library, "agency", name=agency.printed[0])
    assert {task["id"] for task in told["tasks"]} >= {
        key
        for key, t in library.tasks.items()
        if any(p.agency == agency.id for p in t.parties or ())
    }


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("task", {"id": "1999-01"}, "no task '1999-01'"),
        ("compare", {"old": "1", "new": "2"}, "name two of these notices"),
        ("agency", {"name": "企鹅局"}, "no notice is known to name"),
        ("check_quotation", {"passage": "字" * 20_001}, "at most 20,000 characters"),
    ],
)
def test_what_cannot_be_answered_says_what_can(
    library: Library, tool: str, arguments: dict[str, object], said: str
) -> None:
    """A mistake is the protocol's error with a hint, and nothing is made up."""
    result = called(library, tool, **arguments)
    assert result.is_error and said in result.content[0].text


def test_the_command_speaks_the_protocol(tmp_path: Path) -> None:
    """`keytasks mcp` in a process of its own: five tools, each described, and an answer."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "generator", "mcp", "--content", str(CORPUS)], cwd=ROOT
    )

    async def asked() -> tuple[Any, Any]:
        async with Client(stdio_client(command)) as client:
            return await client.list_tools(), await client.call_tool("task", {"id": "9002-01"})

    tools, told = anyio.run(asked)
    assert [tool.name for tool in tools.tools] == [
        *("search", "task", "compare", "agency", "check_quotation")
    ]
    assert all(re.search(r"\w{3}", tool.description) for tool in tools.tools)
    assert told.structured_content["id"] == "9002-01"
