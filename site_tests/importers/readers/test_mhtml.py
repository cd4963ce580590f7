"""Web archives are read as their page; mails and others are called what they are."""

from __future__ import annotations

import quopri

import pytest

from generator.importers.sources import SourceError
from site_tests.importers.readers.tricky import (
    BODY,
    PIECE,
    assert_same,
    drafted,
    left_out,
    paragraphs,
    policy,
)
from site_tests.sources import zipped

HEAD = 'From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n'


def archive(page: bytes, *others: tuple[str, bytes]) -> bytes:
    parts = [("text/html", page), *others]
    text = "".join(
        f"--b\nContent-Type: {kind}\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{quopri.encodestring(data).decode()}\n"
        for kind, data in parts
    )
    return f"{HEAD}\n\n{text}--b--\n".encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "a"])
def test_web_archives(name: str) -> None:
    """With any suffix the archive's page is read, as the page itself would be."""
    made = drafted(name, archive(policy(paragraphs(BODY)), ("image/png", b"\x89PNG")))
    assert_same(made)
    assert made.extract.layout == "govcn-policy"


def test_styles_of_the_archive() -> None:
    """What a style sheet in the archive hides is hidden."""
    page = policy(paragraphs(BODY).replace(PIECE, f"<b class=x>幽灵</b>{PIECE}"))
    made = drafted("a.mhtml", archive(page, ("text/css", b".x{display:none}")))
    assert_same(made)
    assert left_out(made) == ["幽灵"]


def test_a_frame_of_the_archive_is_a_doubt() -> None:
    """Another page in the archive that has text is named."""
    made = drafted("a.mhtml", archive(policy(paragraphs(BODY)), ("text/html", b"x" * 300)))
    assert [d.message.split(":")[0] for d in made.doubts] == ["a frame of the page"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.eml", b"From: a@x.example\nTo: b@x.example\nSubject: c\n\ntext", "a mail"),
        ("a.mhtml", f"{HEAD}\n--b\nContent-Type: image/png\n\nx\n--b--".encode(), "without a page"),
        ("a.msg", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "a mail of Outlook"),
        ("a", b"\xd0\xcf\x11\xe0" + "__substg1.0_".encode("utf-16-le"), "a mail of Outlook"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "a .doc of the old"),
        ("a.wps", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "a document of WPS"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "a table or slides"),
        ("a.odt", zipped({"content.xml": b"<x/>"}), "of the kind .odt"),
        ("a.zip", zipped({"a.txt": b"x"}), "an archive"),
        (
            "a.xml",
            b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><x/>",
            "one XML",
        ),
        ("a.tif", b"II*\0", "a picture or a scan"),
    ],
)
def test_formats_that_are_not_read(name: str, data: bytes, kind: str) -> None:
    """Each is called by its name, with a way on."""
    with pytest.raises(SourceError, match=kind) as caught:
        drafted(name, data)
    assert caught.value.hint
