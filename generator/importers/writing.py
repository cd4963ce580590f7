"""A draft to the files of its notice: notice.md, source.yml, the raw file. All of them or none."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml

from generator.content import render_notice_file, text_sha256
from generator.importers.drafting import Draft
from generator.model import Notice

IMPORTER = "keytasks-import/1"
KEPT_BYTES = 2_000_000
DESCRIPTIONS = {
    "text": "纯文本文件",
    "pdf": "带文字层的 PDF 文件",
    "docx": "Word 文件（.docx）",
    "wikitext": "中文维基文库页面的源文本",
    "wikisource": "中文维基文库的网页",
    "govcn-policy": "中国政府网政策文件库的网页",
    "govcn-council": "中国政府网公文网页",
    "govcn-news": "中国政府网网页",
    "ndrc": "国家发展改革委网站的网页",
    "main-text": "网页（按正文抽取）",
}


def draft_files(draft: Draft, notice: Notice, retrieved: str) -> dict[str, bytes]:
    """The files of the draft's notice by name; `retrieved` is the time of retrieval, as given."""
    source = draft.source
    suffix = source.suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", source.suffix) else ".bin"
    original = f"original{suffix}"
    kept = len(source.data) <= KEPT_BYTES
    record: dict[str, Any] = {
        "state": "supplied",
        "note": "由导入程序收入，尚未与另一份官方文本逐字核对",
        "original": {
            "file": original if kept else None,
            "sha256": hashlib.sha256(source.data).hexdigest(),
            "description": DESCRIPTIONS.get(draft.extract.layout, draft.extract.layout),
        },
        "text": {"sha256": text_sha256(notice)},
        "official": {"url": source.final, "state": "seen" if source.final else "unknown"},
        "retrieved": {
            "asked": source.asked,
            "final": source.final,
            "time": retrieved,
            "status": source.status,
            "layout": draft.extract.layout,
            "importer": IMPORTER,
        },
        "steps": list(draft.cleaned.steps),
        "removed": list(draft.cleaned.removed),
        "corrections": [],
    }
    files = {
        "notice.md": render_notice_file(notice).encode(),
        "source.yml": yaml.safe_dump(
            record, allow_unicode=True, sort_keys=False, width=10_000
        ).encode(),
    }
    return files | ({original: source.data} if kept else {})


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Puts the files into the notice's folder, beside facts.yml if that is there; all or none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as work:
        new = Path(work) / "new"
        new.mkdir()
        facts = folder / "facts.yml"
        if facts.exists():
            shutil.copy2(facts, new / "facts.yml")
        for name, data in files.items():
            (new / name).write_bytes(data)
        old = Path(work) / "old"
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
