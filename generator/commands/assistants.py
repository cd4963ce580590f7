"""`keytasks mcp`: the texts for assistants, over standard input and output (Model Context Protocol)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import __version__
from generator.commands.options import CONTENT, TEMPLATES
from generator.problems import UsageError

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from generator.commands.assistant_answers import Library

T = TypeVar("T")
INSTRUCTIONS = """\
Texts of China's annual key-tasks notices, in Chinese; not an official site. Quote `text` exactly as it \
stands, name the notice and the task (`cited_as`), and give the sentence's `address`. `sha256` is the sum of \
the quoted text in UTF-8 (of a whole task: heading, its mark, sentences and clauses, joined), so that a \
quotation can be proved. `state` says how sure the text is: only `official` was compared with the \
official page. \
Of a notice whose state is `facts-only` no text is held: what is not told is unknown, and must not be \
filled from memory. Check every quotation with `check_quotation` before you give it."""


@click.command()
@CONTENT
def mcp(content_dir: Path) -> None:
    """Hand the texts to an assistant, over standard input and output."""
    from generator.commands.assistant_answers import open_library
    from generator.content.loading import load_content
    from generator.publish.site import check_site_address

    try:
        import mcp as installed  # noqa: F401
    except ImportError:
        raise UsageError(
            "keytasks mcp needs the package mcp: pip install 'keytasks[mcp]'"
        ) from None
    library = open_library(load_content(content_dir), TEMPLATES, check_site_address())
    make_server(library).run("stdio")


def make_server(library: Library) -> MCPServer:
    """The server with its five tools; none of them writes anything."""
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    from generator.commands import assistant_answers as answers

    server = MCPServer(
        "keytasks", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING"
    )

    def asked(answer: Callable[[], T]) -> T:
        try:
            return answer()
        except answers.NoAnswer as error:
            raise ToolError(str(error)) from None

    @server.tool()
    def search(query: str, limit: int = 10) -> dict[str, Any]:
        """Find tasks, notices, themes, bodies: words, "a phrase", -without, a number (532号), an id."""
        return asked(lambda: answers.answer_search(library, query, limit))

    @server.tool()
    def task(id: str) -> dict[str, Any]:
        """A task by its id (2020-07): its text sentence by sentence, who is responsible, how it is cited."""
        return asked(lambda: answers.answer_task(library, id))

    @server.tool()
    def compare(old: str, new: str, task: str = "") -> dict[str, Any]:
        """Two notices by their ids, the older first: what went on, came new, is no longer listed.

        With a task's id only what that task corresponds to, and how the words changed.
        """
        return asked(lambda: answers.answer_compare(library, old, new, task))

    @server.tool()
    def agency(name: str) -> dict[str, Any]:
        """A body by its id, full name or printed form (公安部): the tasks that name it, and as what."""
        return asked(lambda: answers.answer_agency(library, name))

    @server.tool()
    def check_quotation(passage: str) -> dict[str, Any]:
        """Whether a passage stands in the texts, each sentence: word by word, nearly (how it differs), not."""
        return asked(lambda: answers.answer_quotation(library, passage))

    return server
