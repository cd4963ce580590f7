"""Bytes to text: UTF-8 with or without BOM, UTF-16 with BOM, GBK and GB18030. No guessing."""

from __future__ import annotations

import re

from generator.importers.sources import SourceError

DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
ANEW = "open the file and save it as UTF-8"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf8": "utf-8"}


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of `data`; raises SourceError where it is in none of the known encodings.

    A BOM decides, then what the server or the page declares, then UTF-8, then GB18030.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return _decoded(data, name)
    declared = DECLARED.search(data[:4096])
    names = [charset, declared[1].decode("ascii") if declared else None, "utf-8", "gb18030"]
    tried = []
    for said in names:
        known = CHINESE.get((said or "").lower(), (said or "").lower())
        if known in ("utf-8", "gb18030") and known not in tried:
            tried.append(known)
            try:
                return _decoded(data, known)
            except SourceError:
                continue
    raise SourceError("the encoding is neither UTF-8 nor GB18030", ANEW)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise SourceError(f"not valid {name}: byte {error.start}", ANEW) from error
