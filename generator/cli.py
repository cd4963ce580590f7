"""The `keytasks` command. Exit codes: 0 good, 1 the content has Problems, 2 wrong usage,
3 the source could not be had, or a file not be written."""

from __future__ import annotations

import io
import os
import signal
import sys

import click

from generator import __version__
from generator.commands import asking, assistants, building, founding, importing
from generator.commands.options import (
    choose_language,
    problems_text,
    say,
    speaker,
    tell,
)
from generator.commands.speaking import LANGUAGES
from generator.importers.sources import SourceError
from generator.problems import ContentError, DoubtError, UsageError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="keytasks")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of messages; that of the environment (LANG) if left out.",
)
def cli(lang: str | None) -> None:
    """The site of China's annual key-tasks notices: check, build and serve it."""
    choose_language(lang)
    # The theme's notice about MkDocs 2 concerns nobody here: versions are pinned.
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")


for command in (
    *(asking.check, asking.compare, asking.search, asking.themes),
    *(importing.import_, importing.verify),
    *(building.build, building.export, building.serve, building.ledger, founding.new),
    assistants.mcp,
):
    cli.add_command(command)


def main() -> int:
    """Runs the command and returns the exit code; no traceback for what the user can mend."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A console of cp1252 or GBK lacks characters: they are escaped, as on standard error.
        sys.stdout.reconfigure(errors="backslashreplace")
    ending = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]
    before = {number: signal.getsignal(number) for number in ending}
    for number in (number for number, action in before.items() if action == signal.SIG_DFL):
        signal.signal(number, _stop)
    try:
        return _run()
    finally:
        for number, action in before.items():
            signal.signal(number, action)


def _stop(number: int, frame: object) -> None:
    """Ends a command as Ctrl-C does, so that nothing half-made stays."""
    raise KeyboardInterrupt


def _run() -> int:
    choose_language(None)
    try:
        cli(standalone_mode=False)
    except ContentError as error:
        say(problems_text(error), err=True)
        return 1
    except DoubtError as error:
        tell(f"{error}; nothing was written", err=True)
        return 1
    except SourceError as error:
        tell(f"keytasks: {error.message}", err=True)
        if error.hint:
            say(f"    {speaker().say(f'hint: {error.hint}')}", err=True)
        tell("nothing was written", err=True)
        return 3
    except UsageError as error:
        tell(f"keytasks: {error}", err=True)
        return 2
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        tell(f"keytasks: cannot read or write {what}", err=True)
        return 3
    except click.ClickException as error:
        with io.StringIO() as shown:
            error.show(shown)
            say(shown.getvalue(), err=True, nl=False)
        return 2
    except (click.Abort, KeyboardInterrupt):
        tell("stopped", err=True)
        return 130
    except SystemExit as stop:
        return int(stop.code or 0) if isinstance(stop.code, int | None) else 1
    return 0
