"""`keytasks import --missing`: every year of the series from its official page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.options import (
    TEMPLATES,
    say,
    speaker,
    tell,
    temporary,
    visible,
)
from generator.problems import UsageError
from generator.text.days import china_day

if TYPE_CHECKING:
    from generator.importers.gathering import Outcome

MOST_BYTES = 20_000_000
"""Of a report."""
ANOTHER = "name another with --report"


def import_missing(
    content_dir: Path,
    *,
    now: str | None,
    report: Path | None,
    accept_doubts: bool,
    dry_run: bool,
) -> None:
    """Gathers, records the new addresses, prints the table, and writes the report."""
    from generator.commands.building import extend
    from generator.commands.gathering_text import gathering_report, gathering_table, sealed
    from generator.commands.left_to_do import left_after_gathering
    from generator.importers.accepting import check_time
    from generator.importers.fetching import Fetcher
    from generator.importers.gathering import gather
    from generator.replacing import recover, write_atomically

    when = check_time(now) if now else time_now()
    before = _earlier(report, content_dir) if report else None
    if not dry_run:
        recover(content_dir)
        recover(content_dir / "notices")
    with temporary("missing"):
        outcomes = gather(
            content_dir,
            Fetcher(),
            now=when,
            day=today(),
            doubts_accepted=accept_doubts,
            dry_run=dry_run,
        )
    left = tuple(left_after_gathering(content_dir, outcomes))
    say(gathering_table(outcomes, left, speaker()), nl=False)
    if not dry_run and (waiting := _unrecorded(content_dir)):
        count = extend(content_dir)
        tell(f"{count} new addresses in {content_dir / 'addresses.txt'}: {waiting}")
    if report:
        text = gathering_report(
            outcomes, dict(_comparisons(content_dir, outcomes)), left, speaker()
        )
        try:
            write_atomically(report.absolute(), sealed(visible(text)), before=before)
        except OSError as error:
            raise UsageError(f"cannot write {report}: {error.strerror}") from error


def _earlier(report: Path, content_dir: Path) -> str | None:
    """An earlier report of ours, None where there is none; UsageError for anything else in its place.

    So too for a place in the content, or in a folder that another command made.
    """
    from generator.commands.gathering_text import is_sealed
    from generator.plain_files import read_plain
    from generator.publish.ownership import refuse_inside

    refuse_inside(report, content_dir, ANOTHER)
    try:
        text = read_plain(report, MOST_BYTES).decode("utf-8")
    except FileNotFoundError:
        if not report.absolute().parent.is_dir():
            raise UsageError(f"there is no folder for the report {report}") from None
        return None
    except (OSError, UnicodeDecodeError):
        text = ""
    if not is_sealed(text):
        raise UsageError(f"{report} is no report as an earlier run left it; {ANOTHER}")
    return text


def time_now() -> str:
    """The time at which something is had, as the records write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def today() -> str:
    """The day in China, as changes.yml has it."""
    return china_day(time_now())


def _unrecorded(content_dir: Path) -> str:
    """The held notices whose pages are not in the ledger yet; nothing where there is no ledger."""
    from generator.content.ledger import read_ledger

    ledger = read_ledger(content_dir / "addresses.txt")
    held = sorted(path.parent.name for path in content_dir.glob("notices/*/notice.md"))
    lines = set((ledger or "").splitlines())
    # A year's page stands in the ledger once its facts do; its text has anchors of its own.
    return " ".join(n for n in held if ledger and f"/{n}/#letter" not in lines)


def _comparisons(content_dir: Path, outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str]]:
    """Each year that came in beside its neighbours, as text."""
    from generator.commands.comparison_text import comparison_text
    from generator.compare.notices import compare
    from generator.content.loading import load_content
    from generator.importers.gathering import WROTE
    from generator.notice.entries import notice_entries
    from generator.vocabulary import load_words

    written = {outcome.id for outcome in outcomes if outcome.fate in WROTE}
    if not written:
        return
    content = load_content(content_dir)
    notices = notice_entries(content)
    words = load_words(TEMPLATES)
    own = sorted(notice.id for notice in notices if notice.series == content.series.id)
    for old, new in pairwise(own):
        if {old, new} & written:
            found = compare(content, notices, old, new)
            yield f"{old} → {new}", comparison_text(found, notices, words)
