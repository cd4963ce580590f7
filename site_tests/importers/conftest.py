"""What tests of the importers share."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_tests.sources import govcn_policy


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A saved official page with the text of 9002."""
    path = tmp_path / "saved.html"
    path.write_bytes(govcn_policy())
    return path
