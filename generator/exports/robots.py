"""`robots.txt`: every robot may come in, and where the sitemap is.

It is made where the site's address is known, and read where the site stands at a domain's root.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import Edition, Kind, Producer
from generator.outputs import OutputFile


def robots_file(edition: Edition) -> Iterator[OutputFile]:
    """The file; none where nobody knows where the site will stand."""
    if edition.address:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {edition.url('sitemap.xml')}\n"
        yield OutputFile("robots.txt", text.encode())


ROBOTS = Producer(
    kinds=(Kind(name="robots", pattern="robots.txt", guarded=False, listed=False),),
    files=robots_file,
)
