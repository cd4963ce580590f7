"""One text as a file of each format that the importer reads, the plain text first."""

from __future__ import annotations

from collections.abc import Sequence

from site_tests.importers.readers.test_ofd import NAME, STEP
from site_tests.importers.readers.test_ofd import text as ofd_text
from site_tests.sources import docx, page, paragraphs, pdf_of, zipped

WIDTH, ROWS = 28, 30


def files_of(lines: Sequence[str]) -> dict[str, bytes]:
    """The data of a file with these paragraphs, by its suffix."""
    body = f"<div id='UCAP-CONTENT'>{paragraphs([*lines])}</div>"
    return {
        ".txt": "\n".join(lines).encode(),
        ".md": "\n\n".join(lines).encode(),
        ".wikitext": ("<onlyinclude>\n" + "\n\n".join(lines) + "\n</onlyinclude>\n").encode(),
        ".html": page("<title>x</title>", body),
        ".docx": docx([*lines]),
        ".pdf": pdf_of(_wrapped(lines), "— {} —"),
        ".ofd": _ofd(_wrapped(lines)),
    }


def _wrapped(lines: Sequence[str]) -> list[str]:
    """The lines as they stand on a page, each paragraph with its indent."""
    rows = []
    for line in lines:
        rest = "\u3000\u3000" + line
        rows += [rest[start : start + WIDTH] for start in range(0, len(rest), WIDTH)]
    return rows


def _ofd(rows: Sequence[str]) -> bytes:
    pages = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    files = {
        "OFD.xml": f"<ofd:OFD {NAME}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/D.xml": f"<ofd:Document {NAME}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f"<ofd:Page ID='{n}' BaseLoc='P/{n}.xml'/>" for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, own in enumerate(pages):
        objects = "".join(ofd_text(line, 30, 30 + STEP * place) for place, line in enumerate(own))
        layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        files[f"D/P/{number}.xml"] = f"<ofd:Page {NAME}>{layer}</ofd:Page>"
    return zipped({name: xml.encode() for name, xml in files.items()})
