"""A draft to the files of its notice: notice.md, source.yml, the raw file. All of them or none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from generator.content.fields import MOST_BYTES
from generator.content.notice_file import render_notice_file
from generator.content.originals import squeezed_sha256
from generator.content.source_file import kept_original
from generator.importers.drafting import Draft
from generator.importers.given import BY_HAND, as_record
from generator.importers.sources import RawSource
from generator.model.notice import Notice
from generator.notice.normal_text import normal_text, text_sha256
from generator.plain_files import read_plain, stands
from generator.problems import UsageError
from generator.replacing import NEW, alone, swap, workplace, write_through

IMPORTER = "keytasks-import/3"
KEPT_BYTES = 2_000_000
MOST_REMOVED = 200
COPY = "dropped the second copy of the document"
RECORDS = ("notice.md", "source.yml")
"""What an import writes, and replaces, beside the raw file that it recorded; every other file stays."""
OF_ARCHIVE = "官方网页当时打不开，取自互联网档案馆的存档，尚未与官方网页逐字核对"
DESCRIPTIONS = {
    "text": "纯文本文件",
    "pdf": "带文字层的 PDF 文件",
    "docx": "Word 文件（.docx）",
    "wikitext": "中文维基文库页面的源文本",
    "wikisource": "中文维基文库的网页",
    "govcn-policy": "中国政府网政策文件库的网页",
    "govcn-council": "中国政府网公文网页",
    "govcn-news": "中国政府网网页",
    "ndrc": "ndrc.gov.cn 的网页",
    "main-text": "网页（按正文抽取）",
}


def draft_files(draft: Draft, notice: Notice, retrieved: str) -> dict[str, bytes]:
    """The files of the draft's notice by name; `retrieved` is the time of retrieval, as given."""
    source = draft.source
    suffix = source.suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", source.suffix) else ".bin"
    original = f"original{suffix}"
    kept = len(source.data) <= KEPT_BYTES
    extract = draft.extract
    record: dict[str, Any] = {
        "state": "archived" if source.archived else "supplied",
        "note": OF_ARCHIVE if source.archived else "由导入程序收入，尚未与另一份官方文本逐字核对",
        "original": {
            "file": original if kept else None,
            "sha256": source.sha256,
            "description": DESCRIPTIONS.get(extract.layout, extract.layout),
        },
        "text": {
            "sha256": text_sha256(notice),
            "imported_sha256": squeezed_sha256(normal_text(notice)),
        },
        "official": _official(source),
        "retrieved": {
            "asked": source.asked,
            "final": source.final,
            "time": retrieved,
            "status": source.status,
            "layout": extract.layout,
            "importer": IMPORTER,
            **({"archived": source.archived} if source.archived else {}),
        },
        "dates": {"signed": extract.signed, "published": extract.published},
        "steps": list(draft.cleaned.steps),
        **({"given": as_record(draft.given)} if draft.given else {}),
        "removed": list(_removed(draft)),
        "reviewed": [f"{doubt.line}: {doubt.message}" for doubt in draft.doubts],
        "corrections": [],
    }
    files = {
        "notice.md": render_notice_file(notice).encode(),
        "source.yml": yaml.safe_dump(
            record, allow_unicode=True, sort_keys=False, width=10_000
        ).encode(),
    }
    return files | ({original: source.data} if kept else {})


def said_of_import(layout: str, *, archived: bool, again: bool = False) -> str:
    """What readers of the record are told of an import; `again` says that a text was held before."""
    taken = f"取自{DESCRIPTIONS.get(layout, layout)}，尚未与另一份官方文本逐字核对"
    return ("重新导入，" if again else "") + (OF_ARCHIVE if archived else taken)


def _official(source: RawSource) -> dict[str, str | None]:
    """The official page's address: seen where it was fetched itself, not in an archive's copy."""
    if source.archived:
        return {"url": source.page, "state": "secondary"}
    return {"url": source.final, "state": "seen" if source.final else "unknown"}


def _removed(draft: Draft) -> list[str]:
    """What is no part of the text, short: of a second copy only how long it was."""
    dropped = [d for d in draft.extract.dropped if d.why != "around the main text"]
    # What a person left out stands first: nobody who checks the text shall miss it.
    every = sorted((*dropped, *draft.cleaned.removed), key=lambda d: d.why not in BY_HAND)
    texts = [d.text.strip() for d in every if d.why != COPY]
    copy = [d for d in draft.cleaned.removed if d.why == COPY]
    texts = [text if len(text) <= 200 else f"{text[:200]}……" for text in texts[:MOST_REMOVED]]
    return [*texts, *([f"第二份正文（{len(copy)}行）"] if copy else [])]


def write_files(folder: Path, files: dict[str, bytes], *, before: bytes | None) -> None:
    """Puts the files into the notice's folder; all or none, whatever stops it.

    What an earlier import wrote is replaced; every other file there (facts.yml) stays, and is the very
    same file. UsageError where the notice.md there is no longer `before` (None: none was there), or
    where a file of another's stands in the raw file's place.
    """
    if folder.is_symlink() or (stands(folder) and not folder.is_dir()):
        raise NotADirectoryError(20, "is no folder", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(folder.parent), workplace(folder) as work:
        held, new = folder / "notice.md", work / NEW
        if (read_plain(held, MOST_BYTES) if stands(held) else None) != before:
            raise UsageError(f"{held} was changed while the command ran; run it again")
        if stands(folder):
            if others := others_in(folder, files):
                raise UsageError(not_ours(folder / others[0]))
            _link_others(folder, new)
        else:
            new.mkdir()
        for name, data in files.items():
            write_through(new / name, data)
        swap(work, folder)


def others_in(folder: Path, files: Collection[str]) -> tuple[str, ...]:
    """Which of the files that are to be written have the name of another's that is there."""
    own = (*RECORDS, kept_original(folder))
    return tuple(name for name in files if name not in own and stands(folder / name))


def not_ours(path: Path) -> str:
    """The message for a file that no import wrote."""
    return f"{path} is not the file that an import wrote; take it away"


def _link_others(folder: Path, new: Path) -> None:
    """Gives all that no import wrote a second name in `new`, at any depth, be it gigabytes or a pipe."""
    own = (*RECORDS, kept_original(folder))

    def ours(directory: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(directory) == folder and name in own}

    shutil.copytree(folder, new, symlinks=True, ignore=ours, copy_function=_link)


def _link(here: str, there: str) -> None:
    try:
        os.link(here, there)
    except OSError:  # a disk without second names, or another's file
        shutil.copy2(here, there)
