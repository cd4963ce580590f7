"""The address from which a browser saved a page, as it wrote it into the file.

<!-- saved from url=(0063)https://www.gov.cn/…/content_5599332.htm -->       “Web page, complete”
Snapshot-Content-Location: https://www.gov.cn/…/content_5599332.htm          a web archive (.mhtml)
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.importers.sources import SourceError

MARKS = (
    re.compile(rb"<!--\s*saved from url=\(\d+\)(?P<address>https?://[!-~]{1,2000}?)\s*-->"),
    re.compile(rb"(?im)^Snapshot-Content-Location:\s*(?P<address>https?://[!-~]{1,2000}?)\s*$"),
)
LOOKED_AT = 5_000
"""The mark stands in the first lines: so many bytes are looked at."""


def saved_address(data: bytes) -> str | None:
    """The address that a saved page says it comes from; None where it says none."""
    found = (mark.search(data[:LOOKED_AT]) for mark in MARKS)
    return next((match["address"].decode("ascii") for match in found if match), None)


def check_same_page(data: bytes, address: str) -> None:
    """SourceError where a saved page says that it comes from another page than `address`."""
    saved = saved_address(data)
    if saved is not None and _bare(saved) != _bare(address):
        hint = "name the address that the page was saved from, or save the official page itself"
        raise SourceError(f"the copy was saved from {saved}, not from {address}", hint)


def _bare(address: str) -> tuple[str, str, str]:
    """Host, path and query: http and https are one page, and so is every place on it."""
    parts = urlsplit(address)
    return (parts.hostname or "").lower(), parts.path.rstrip("/"), parts.query
