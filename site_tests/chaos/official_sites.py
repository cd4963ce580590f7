"""Invented official sites that answer `import --missing`, without a network."""

from __future__ import annotations

import time
from pathlib import Path

from generator.importers.fetching import Fetcher
from generator.importers.sources import RawSource, SourceError
from site_tests.sources import govcn_policy

MISSING = (9004, 9005, 9006)
"""Years with an official page and no text; the last one's page cannot be had, a copy of it can."""
ANSWER = 0.1
"""Seconds until a site answers, in which a command can be stopped as well."""


def add_missing(series: Path) -> None:
    """Adds the years to a series.yml, each with its page."""
    members = "".join(
        f'  - {{id: "{year}", number: null, state: unknown, official_url: "{_page(year)}",'
        " official_url_state: secondary}\n"
        for year in MISSING
    )
    text = series.read_text("utf-8")
    series.write_text(text.replace("members:\n", f"members:\n{members}", 1), "utf-8")


def online() -> None:
    """From now on every address is asked of the invented sites."""
    Fetcher.fetch = _fetched  # type: ignore[method-assign]


def _page(year: int) -> str:
    return f"https://www.gov.cn/invented/{year}.htm"


def _fetched(fetcher: Fetcher, address: str) -> RawSource:
    """What stands at an address: a year's page, or the archive's copy of it, after a moment."""
    time.sleep(ANSWER)
    year = int(address[-8:-4])
    if year == MISSING[-1] and not address.startswith("https://web.archive.org/"):
        raise SourceError("www.gov.cn answered 403")
    own = address.replace(f"/{year}id_", f"/{year}0413093012id_")
    data = govcn_policy().decode().replace("9002", str(year)).encode()
    return RawSource(name="page.html", data=data, asked=address, final=own, status=200)
