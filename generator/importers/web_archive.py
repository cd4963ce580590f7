"""The Internet Archive's unaltered copy of an official page that cannot be had itself.

    https://web.archive.org/web/2021id_/https://www.gov.cn/…/content_5599332.htm
    → https://web.archive.org/web/20210413093012id_/https://www.gov.cn/…/content_5599332.htm

`id_` asks for the bytes as they were taken, without the archive's own bar and links; the archive
leads on to the copy nearest to the time that was asked for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.importers.fetching import Fetcher
from generator.importers.sources import RawSource, SourceError

HOST = "web.archive.org"
COPY = re.compile(r"https://web\.archive\.org/web/(?P<time>\d{14})id_/(?P<page>https?://\S+)\Z")
PAGE = re.compile(r"https?://(?P<host>[^/:]+)(?::(?:80|443))?(?P<path>/.*)\Z")
ANOTHER = "the archive has no copy of the page itself"


def archive_address(page: str, year: str) -> str:
    """The address at which the archive is asked for its copy of `page` nearest to the year."""
    return f"https://{HOST}/web/{year}id_/{page}"


def archived_copy(fetcher: Fetcher, page: str, year: str) -> RawSource:
    """The archive's copy of an official page; SourceError where it has none, or another page's."""
    got = replace(fetcher, hosts={HOST}).fetch(archive_address(page, year))
    copy = COPY.match(got.final or "")
    if copy is None or _bare(copy["page"]) != _bare(page):
        raise SourceError(f"the archive answers with {(got.final or '')[:120]}", ANOTHER)
    time = copy["time"]
    taken = f"{time[:4]}-{time[4:6]}-{time[6:8]}T{time[8:10]}:{time[10:12]}:{time[12:]}Z"
    return replace(got, page=page, archived=taken)


def _bare(page: str) -> tuple[str, str] | None:
    """Host and path of a page's address: http or https, with a port that says nothing or none."""
    match = PAGE.match(page)
    return (match["host"].lower(), match["path"]) if match else None
