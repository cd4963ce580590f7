"""Programs that write documents, each a way from a source to a file that the importer is given."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST = 180
"""Seconds that a program has for a document."""
Write = Callable[[Path, Path], None]
"""Writes the second file, given the first."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A program with a format: what it is given (`takes`) and what it makes (`makes`), as suffixes.

    `styles` is what it can set at all where that is not everything: those without it are not tried.
    """

    name: str
    program: str
    takes: str
    makes: str
    write: Write
    cannot: tuple[str, ...] = ()


class Missing(Exception):
    """A program is not on this machine."""


def run(*command: str) -> None:
    if shutil.which(command[0]) is None:
        raise Missing(command[0])
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)


def _office(filter_: str, suffix: str) -> Write:
    """LibreOffice, with a profile of its own beside the file."""

    def write(source: Path, target: Path) -> None:
        home = source.parent / "office"
        out = source.parent / f"out-{target.name}"
        command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to"]
        run(
            *command,
            f"{suffix}:{filter_}" if filter_ else suffix,
            "--outdir",
            str(out),
            str(source),
        )
        next(out.iterdir()).replace(target)

    return write


def _chromium(source: Path, target: Path) -> None:
    run(
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
        *(f"--user-data-dir={source.parent}/chromium", f"--print-to-pdf={target}"),
        source.as_uri(),
    )


def _snapshot(source: Path, target: Path) -> None:
    """The page as Chromium saves it in one file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        where = shutil.which("chromium")
        if where is None:
            raise Missing("chromium")
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(source.as_uri())
        session = page.context.new_cdp_session(page)
        saved = session.send("Page.captureSnapshot", {"format": "mhtml"})
        target.write_bytes(saved["data"].encode())
        browser.close()


def _with(*command: str) -> Write:
    """A program that is given `{source}` and `{target}` among its words."""

    def write(source: Path, target: Path) -> None:
        run(*(word.format(source=source, target=target) for word in command))

    return write


def _module(name: str) -> Write:
    """A program of the Python environment that `KEYTASKS_PROGRAMS` or the path has."""
    return _with(name, "{source}", "{target}")


PANDOC = ("pandoc", "--wrap=none", "-o", "{target}", "{source}")
NO_LAYOUT = ("running", "columns")
NO_STYLE = (*NO_LAYOUT, "automatic", "hanging")
WRITERS: tuple[Writer, ...] = (
    Writer("LibreOffice", "soffice", ".fodt", ".docx", _office("MS Word 2007 XML", "docx")),
    Writer(
        "LibreOffice OOXML", "soffice", ".fodt", ".docx", _office("Office Open XML Text", "docx")
    ),
    Writer("LibreOffice", "soffice", ".fodt", ".pdf", _office("", "pdf")),
    Writer("LibreOffice", "soffice", ".fodt", ".html", _office("HTML (StarWriter)", "html")),
    Writer("LibreOffice XHTML", "soffice", ".fodt", ".html", _office("XHTML Writer File", "html")),
    Writer("LibreOffice", "soffice", ".fodt", ".txt", _office("Text (encoded):UTF8", "txt")),
    Writer("LibreOffice", "soffice", ".fodt", ".odt", _office("", "odt")),
    Writer("LibreOffice", "soffice", ".fodt", ".doc", _office("MS Word 97", "doc")),
    Writer("LibreOffice", "soffice", ".fodt", ".rtf", _office("", "rtf")),
    Writer(
        "LibreOffice from HTML", "soffice", ".html", ".docx", _office("MS Word 2007 XML", "docx")
    ),
    Writer("Chromium", "chromium", ".html", ".pdf", _chromium),
    Writer("Chromium", "chromium", ".html", ".mhtml", _snapshot),
    Writer(
        "wkhtmltopdf (Qt)",
        "wkhtmltopdf",
        ".html",
        ".pdf",
        _with("wkhtmltopdf", "-q", "{source}", "{target}"),
        NO_LAYOUT,
    ),
    Writer("WeasyPrint", "weasyprint", ".html", ".pdf", _module("weasyprint")),
    Writer("Typst", "typst", ".typ", ".pdf", _with("typst", "compile", "{source}", "{target}")),
    Writer("pandoc", "pandoc", ".html", ".docx", _with(*PANDOC), NO_STYLE),
    Writer("pandoc", "pandoc", ".html", ".md", _with(*PANDOC), NO_STYLE),
    Writer(
        "pandoc",
        "pandoc",
        ".html",
        ".wikitext",
        _with(*PANDOC[:-1], "-t", "mediawiki", "{source}"),
        NO_STYLE,
    ),
    Writer("pandoc", "pandoc", ".html", ".html", _with(*PANDOC), NO_STYLE),
    Writer("pandoc plain", "pandoc", ".html", ".txt", _with(*PANDOC, "-t", "plain"), NO_STYLE),
    Writer("pandoc reStructuredText", "pandoc", ".html", ".rst", _with(*PANDOC), NO_STYLE),
)
REWRITERS: tuple[Writer, ...] = (
    Writer(
        "Ghostscript",
        "gs",
        ".pdf",
        ".pdf",
        _with(
            "gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "{target}", "{source}"
        ),
    ),
    Writer(
        "cairo", "pdftocairo", ".pdf", ".pdf", _with("pdftocairo", "-pdf", "{source}", "{target}")
    ),
    Writer(
        "qpdf",
        "qpdf",
        ".pdf",
        ".pdf",
        _with("qpdf", "--object-streams=generate", "{source}", "{target}"),
    ),
)
"""Programs that write a PDF of another program anew."""


def wanted(names: list[str]) -> Iterator[Writer]:
    """The writers whose names, with their suffix, contain one of the words."""
    for writer in WRITERS:
        if not names or any(word in f"{writer.name}{writer.makes}" for word in names):
            yield writer
