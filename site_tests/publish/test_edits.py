"""What was edited: files that came, changed or went, and nothing else."""

import os
from pathlib import Path

from generator.publish.edits import Edits


def test_edits(tmp_path: Path) -> None:
    """Each file is named once, a folder never; a place may be a file, or not be there."""
    folder, single = tmp_path / "content", tmp_path / "mkdocs.yml"
    (folder / "pages").mkdir(parents=True)
    for path in (folder / "a.md", folder / "pages/b.md", single):
        path.write_text("x", "utf-8")
    edits = Edits((folder, single, tmp_path / "none"))
    assert edits.since() == ()
    (folder / "a.md").write_text("longer", "utf-8")
    (folder / "pages/b.md").unlink()
    (folder / "c.md").touch()
    os.utime(single, (1, 1))
    assert edits.since() == (folder / "a.md", folder / "c.md", folder / "pages/b.md", single)
    assert edits.since() == ()
