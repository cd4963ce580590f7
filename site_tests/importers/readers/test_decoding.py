"""Bytes to characters: encodings told apart, and one stray byte that costs one character."""

from __future__ import annotations

import pytest

from generator.importers.readers.choosing import read_here
from generator.importers.readers.decoding import decode
from generator.importers.sources import RawSource, SourceError
from site_tests.importers.readers.tricky import TEXT, drafted


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-32"])
def test_encodings(name: str) -> None:
    """Each is told from the bytes alone; UTF-16 by its zeros where it has no BOM."""
    assert decode(TEXT.encode(name)).text == TEXT


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
@pytest.mark.parametrize("byte", [b"\xff", b"\x80", b"\xa0"])
def test_one_stray_byte(name: str, byte: bytes) -> None:
    """One stray byte is one U+FFFD, named with its line; not a character around it changes."""
    data = TEXT.encode(name)
    places = [0, data.index("潮间带".encode(name)), data.rindex("负责".encode(name)), len(data)]
    for place in places:
        decoded = decode(data[:place] + byte + data[place:])
        assert decoded.text.replace("\ufffd", "") == TEXT
        assert decoded.stray == (data.count(b"\n", 0, place) + 1,)


def test_stray_byte_inside_a_character() -> None:
    """In GBK it would shift every pair behind it; the pairs stay whole."""
    data = TEXT.encode("gb18030")
    place = data.index("修缮".encode("gb18030")) + 1
    decoded = decode(data[:place] + b"\xa0" + data[place:], "gbk")
    assert decoded.text.replace("\ufffd", "") == TEXT and len(decoded.stray) == 1


def test_the_stray_byte_is_told() -> None:
    """In the text U+FFFD is a Problem; the file's line is told in any case."""
    data = TEXT.encode()
    place = data.index("潮间带".encode())
    made = drafted("a.txt", data[:place] + b"\xff" + data[place:])
    assert "put U+FFFD for 1 byte(s) that are no utf-8 (line 1)" in made.cleaned.steps
    assert any("U+FFFD" in problem.message for problem in made.problems)


def test_many_stray_bytes() -> None:
    """A text in another encoding is refused, not filled with U+FFFD."""
    data = TEXT.encode("gb18030").replace(b"\xa3", b"\xff")
    with pytest.raises(SourceError, match="neither UTF-8 nor GB18030"):
        read_here(RawSource(name="a.txt", data=data))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("big5", "各島規劃所：現就實施重點任務通知如下。一、便利島民往來，完善渡船票價機制。"),
        ("euc_kr", "수서사예한적구의역연들로에신다대을소나도"),
        ("shift_jis", "各島の計画所へ。任務を次のとおり通知する。"),
    ],
)
@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="{}" ?><p>{}</p>', '<meta charset="{}"><p>{}</p>']
)
def test_another_encoding_that_the_file_names(encoding: str, text: str, head: str) -> None:
    """Its bytes may all be valid GB18030, and would make other characters: what to do is told instead."""
    data = head.format(encoding.replace("_", "-"), text * 8).encode(encoding)
    with pytest.raises(SourceError, match=r"says that its encoding is|neither UTF-8 nor|not valid"):
        decode(data)


def test_an_encoding_that_is_named_wrongly() -> None:
    """A file that is valid UTF-8 is UTF-8, whatever it says."""
    data = f'<meta charset="big5"><p>{TEXT}</p>'.encode()
    assert decode(data, "big5").encoding == "utf-8"
