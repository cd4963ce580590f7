"""Writes `generator/text/variants.txt`: characters that stand for others, from Unicode's data.

    variants.py FOLDER

FOLDER has `EquivalentUnifiedIdeograph.txt` and `Unihan_Variants.txt` (or .bz2) of the Unicode
Character Database, as Debian's package unicode-data has them. Of the variants those are kept that
GB 2312 has not (what it has is a character of its own in simplified texts) and that lead to one that
it has, directly or through the simplified form.
"""

from __future__ import annotations

import bz2
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc

TARGET = Path(__file__).parent.parent / "generator/text/variants.txt"
RELATIONS = ("kSemanticVariant", "kZVariant")
HEAD = """\
# Characters that stand for others, one a line: the one, then what it is in simplified texts.
# Derived by tools/variants.py (kept: radicals; variants that GB 2312 has not, of characters that it has)
# from EquivalentUnifiedIdeograph.txt and Unihan_Variants.txt of the Unicode Character Database {version}.
# Copyright (c) 1991-2022 Unicode, Inc. Distributed under the Unicode License
# (https://www.unicode.org/license.txt); the data has been modified as said above.
"""


def main() -> None:
    """Reads the folder that is named and writes the file."""
    folder = Path(sys.argv[1])
    radicals = _read(folder, "EquivalentUnifiedIdeograph.txt")
    version = radicals.split("-", 1)[1].split(".txt", 1)[0]
    pairs = dict(_variants(_read(folder, "Unihan_Variants.txt"))) | dict(_radicals(radicals))
    lines = (f"{old}{new}\n" for old, new in sorted(pairs.items()))
    TARGET.write_text(HEAD.format(version=version) + "".join(lines), "utf-8")


def _read(folder: Path, name: str) -> str:
    packed = folder / f"{name}.bz2"
    data = bz2.decompress(packed.read_bytes()) if packed.exists() else (folder / name).read_bytes()
    return data.decode()


def _radicals(text: str) -> Iterator[tuple[str, str]]:
    """Kangxi and CJK radicals with their ideographs, simplified: U+2F1D is 口."""
    simplify = opencc.OpenCC("t2s").convert
    for line in text.splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) == 2:
            first, _, last = fields[0].strip().partition("..")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                if 0x2E80 <= code <= 0x2FDF:
                    yield chr(code), simplify(chr(int(fields[1], 16)))


def _variants(text: str) -> Iterator[tuple[str, str]]:
    """囯 is 国: by Unicode's semantic and z-variants, either way; 発 by OpenCC's Japanese forms."""
    simplify = opencc.OpenCC("t2s").convert
    others = [opencc.OpenCC(name).convert for name in ("jp2t", "hk2t", "tw2t")]
    related: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and fields[1] in RELATIONS:
            one = chr(int(fields[0][2:], 16))
            for value in fields[2].split():
                other = chr(int(value.partition("<")[0][2:], 16))
                related[one].append(other)
                related[other].append(one)
    for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        old = chr(code)
        if _is_simplified(old) or simplify(old) != old:
            continue
        found = [simplify(convert(old)) for convert in others]
        found += [simplify(other) for other in related[old]]
        new = next((c for c in found if c != old and _is_simplified(c)), None)
        if new:
            yield old, new


def _is_simplified(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main()
