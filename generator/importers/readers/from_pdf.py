"""A .pdf with a text layer to its lines. Runs in the limited child process (see isolated)."""

from __future__ import annotations

import io
import logging

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from generator.importers.sources import Extract, SourceError

MOST_PAGES = 400
ANEW = "print it to a new PDF, or import another copy"


def read_pdf(data: bytes) -> Extract:
    """The lines of all pages; SourceError where it is encrypted, damaged or only pictures."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if not data.lstrip()[:5] == b"%PDF-":
        raise SourceError("not a PDF", "is this the right file?")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("the PDF is encrypted", "save it without a password")
        if len(reader.pages) > MOST_PAGES:
            raise SourceError(f"more than {MOST_PAGES} pages", "is this the right file?")
        texts = [_text(page) for page in reader.pages]
    except SourceError:
        raise
    except LimitReachedError as error:
        raise SourceError("the PDF swells when unpacked", ANEW) from error
    except (
        PyPdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
        RecursionError,
        NotImplementedError,
    ) as error:
        # A damaged file fails in as many ways as pypdf has lines; none of them is ours.
        raise SourceError("the PDF is damaged or cannot be read", ANEW) from error
    lines = [line for text in texts for line in text.splitlines()]
    if not "".join(lines).strip():
        raise SourceError("a PDF without a text layer", "it needs text recognition first")
    return Extract(layout="pdf", lines=tuple(lines), raw="\n".join(texts), wrapped=True)


def _text(page: PageObject) -> str:
    """The page's text; an error where its contents cannot be unpacked (pypdf then gives no text)."""
    contents = page.get_contents()
    if contents is not None:
        contents.get_data()
    return page.extract_text()
