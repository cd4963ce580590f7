"""A page's legend explains the marks that the page has, and no other.

<details class="kt-fold kt-legend">…<div><dt>转</dt><dd>见于转载：…</dd></div>…</details>
"""

from __future__ import annotations

import re

LEGEND = re.compile(r'<details class="kt-fold kt-legend".*?</details>\n?', re.DOTALL)
ENTRY = re.compile(r"<div><dt>(?P<sign>.*?)</dt><dd>.*?</dd></div>", re.DOTALL)
MARK = re.compile(r' data-mark="([^"]+)"')
STATE = 'class="kt-state'


def fitted(page: str) -> str:
    """The page without those entries of its legend whose mark stands nowhere else on it.

    What a text's state means stays: the legend shows the state itself. A legend with no entry left is
    left out.
    """
    legend = LEGEND.search(page)
    if legend is None:
        return page
    before, after = page[: legend.start()], page[legend.end() :]
    marks = frozenset(MARK.findall(before + after))

    def kept(entry: re.Match[str]) -> str:
        return entry[0] if entry["sign"] in marks or STATE in entry["sign"] else ""

    left = ENTRY.sub(kept, legend[0])
    return before + (left if ENTRY.search(left) else "") + after
