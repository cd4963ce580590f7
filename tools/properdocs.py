"""Whether ProperDocs builds the same site as MkDocs: `python tools/properdocs.py PROPERDOCS`.

MkDocs 1 has had no release since August 2024; ProperDocs carries it on. The shipped content and the
invented corpus are built by `keytasks build`; the exported tree of each is built by the command
PROPERDOCS with the same mkdocs.yml and overrides, but without our hook. Every page's body and every
other file must be the same. Exit code 0 where they are, 1 with the list of those that differ, 2
where one of the two does not build.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.build import theme_settings
from generator.content.loading import load_content
from generator.publish.csp import mend_theme

ROOT = Path(__file__).resolve().parent.parent
CONTENTS = ("content", "site_tests/corpus/content")
ADDRESS = "https://example.org/keytasks/"
"""Any address with a path: it stands in the sitemap and in the links of the 404 page."""


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """Yield a line for each page or file of the two sites that differs or stands in one alone."""
    sites = [
        {p.relative_to(s).as_posix() for p in s.rglob("*") if p.is_file()} for s in (ours, theirs)
    ]
    # .nojekyll is written by `keytasks build`; the packed sitemap says what the plain one says.
    for name in sorted((sites[0] | sites[1]) - {".nojekyll", "sitemap.xml.gz"}):
        if not all(name in site for site in sites):
            yield f"{name}: {'only MkDocs' if name in sites[0] else 'only ProperDocs'}"
        elif compared(ours / name) != compared(theirs / name):
            yield f"{name}: differs"


def compared(path: Path) -> bytes | str:
    """Return what must be the same of a file: of a page its body, mended as `keytasks build` does."""
    if path.suffix == ".html":
        page = mend_theme(path.read_text("utf-8"))
        return page[page.index("<body") :]
    if path.name == "sitemap.xml":
        return re.sub(r"\s*<lastmod>.*</lastmod>", "", path.read_text("utf-8"))
    return path.read_bytes()


def run(command: list[str]) -> None:
    """Run a build of either kind, or exit with what it said."""
    environment = {**os.environ, "KEYTASKS_SITE_URL": ADDRESS, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        print(f"{' '.join(command)}\n{done.stdout}{done.stderr}", file=sys.stderr)
        sys.exit(2)


def build_both(properdocs: str, content: str, work: Path) -> tuple[Path, Path]:
    """Build the site of `content` below `work` with MkDocs, then with ProperDocs."""
    keytasks = [sys.executable, "-m", "generator"]
    run([*keytasks, "build", "--content", content, "--out", str(work / "mkdocs")])
    run([*keytasks, "export", "--content", content, "--out", str(work / "docs")])
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "docs",
        "site_dir": "properdocs",
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "hooks": [],
        "watch": [],
        "extra": {"keytasks": theme_settings(load_content(ROOT / content))},
    }
    (work / "properdocs.yml").write_text(json.dumps(settings), "utf-8")  # JSON is YAML
    run([properdocs, "build", "--quiet", "--strict", "-f", str(work / "properdocs.yml")])
    return work / "mkdocs", work / "properdocs"


def main() -> int:
    """Build both sites of each content, compare them, and print what differs."""
    properdocs = str(Path(sys.argv[1]).absolute())
    differing = 0
    for content in CONTENTS:
        with tempfile.TemporaryDirectory(prefix="keytasks-properdocs-") as name:
            ours, theirs = build_both(properdocs, content, Path(name))
            told = list(differences(ours, theirs))
            pages = sum(1 for _ in ours.rglob("*.html"))
        differing += len(told)
        for line in told:
            print(f"{content}: {line}")
        print(f"{content}: {pages} pages compared", file=sys.stderr)
    print(f"{differing} files differ" if differing else "ProperDocs builds the same")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
