"""What the commands share: options, messages, and errors of the disk as messages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.commands.speaking import SPEAKER, Speaker, language_here
from generator.plain_files import real, stands
from generator.problems import ContentError, UsageError
from generator.text.characters import NEVER
from generator.vocabulary import load_words

SHELL = Path(__file__).resolve().parents[1] / "shell"
"""Where an installed package has its templates, overrides and mkdocs.yml (see setup.py)."""
ROOT = SHELL if SHELL.is_dir() else SHELL.parents[1]
"""The folder with templates, overrides and mkdocs.yml: the package's own, else the checkout's."""
OWN_CONTENT = Path("content") if ROOT == SHELL else ROOT / "content"
"""The content where none is named: an installed command takes what lies where it is called."""
TEMPLATES = ROOT / "templates"

CONTENT = click.option(
    "--content",
    "content_dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=OWN_CONTENT,
    show_default="content/",
    help="The folder that holds the content.",
)


def is_guarded(content_dir: Path) -> bool:
    """Whether the ledger guards published addresses: always in the project's own content.

    Elsewhere it does once there is one; that there is none is told.
    """
    ledger = content_dir / "addresses.txt"
    if real(content_dir) == real(ROOT / "content") or stands(ledger):
        return True
    tell(f"no {ledger}: published addresses are not guarded (`keytasks ledger`)", err=True)
    return False


def visible(text: str) -> str:
    """The text with what a terminal would obey, and marks that nobody sees, as escapes: \\u001b."""
    return NEVER.sub(lambda match: f"\\u{ord(match[0][0]):04x}", text)


def choose_language(language: str | None) -> None:
    """Chooses the language of what commands say: the one named, else the environment's."""
    SPEAKER.set(Speaker(language or language_here(), TEMPLATES))


def speaker() -> Speaker:
    """Who speaks; outside the command (in tests of its parts) English."""
    return SPEAKER.get(Speaker("en", TEMPLATES))


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Prints a text of whatever origin as it is, but for what a terminal would obey."""
    click.echo(visible(text), err=err, nl=nl)


def tell(text: str, *, err: bool = False) -> None:
    """Prints a message, or several, one a line, in the reader's language."""
    say(speaker().lines(text), err=err)


def problems_text(error: ContentError, *, writes: bool = True) -> str:
    """Every Problem, with paths as from here, and how many there are.

    Of a command that `writes` it says besides that nothing was written.
    """
    here, says = Path.cwd(), speaker()
    problems = [says.problem(problem.seen_from(here)) for problem in error.problems]
    count = counted(len(problems), "problem")
    last = says.say(f"{count}; nothing was written") if writes else says.say(count)
    return visible("\n".join([*problems, last]))


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def progress(step: str) -> None:
    """Tells someone at a terminal what is being done; `step` is a key of the words `progress`."""
    if sys.stderr.isatty():
        say(f"… {load_words(TEMPLATES).table('progress')[step].text}", err=True)


@contextmanager
def temporary(purpose: str) -> Iterator[Path]:
    """A folder of our own among the system's temporary ones, which all that runs meanwhile uses.

    Those of killed commands of the same purpose go first.
    """
    import tempfile

    from generator.replacing import recover, workplace

    before = tempfile.gettempdir()
    target = Path(before) / f"keytasks-{purpose}"
    recover(target.parent, target.name)
    with workplace(target) as work:
        tempfile.tempdir = str(work)  # a killed MkDocs leaves what it made here, not beside
        try:
            yield work
        finally:
            tempfile.tempdir = before


@contextmanager
def writing(out: Path, hint: str = "name another with --out") -> Iterator[None]:
    """Makes what the disk refuses a message: `out` is what the user chose."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename and error.filename != str(out) else ""
        raise UsageError(
            f"cannot write to {out}: {error.strerror or error}{place}; {hint}"
        ) from error
