"""Page layouts of official sites, one file each. A new one: write the file, add it to LAYOUTS."""

from __future__ import annotations

from generator.importers.readers.layouts import (
    container,
    govcn_council,
    govcn_news,
    govcn_policy,
    ndrc,
    wikisource,
)
from generator.importers.readers.layouts.page import Layout

LAYOUTS: tuple[Layout, ...] = (
    govcn_policy.LAYOUT,
    govcn_council.LAYOUT,
    ndrc.LAYOUT,
    wikisource.LAYOUT,
    govcn_news.LAYOUT,
    container.LAYOUT,
)
"""In the order in which they are tried: the more particular first."""
