"""A citation as a value: what identifies the thing cited, before any style puts it into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.addresses import compare_address, notice_address, task_address
from generator.model.agencies import Registry
from generator.model.entries import NoticeEntry, TaskEntry
from generator.text.numerals import format_numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What names a notice, a task of it, or a comparison (引用).

    `key` is its id in reference managers. `title` is the notice's as printed, `number` the document
    number, `issued` a day; each is None where it is not known, and then no style makes one up.
    `english` is the issuer's English name. `part` is the number of a section, `item` that of a task as
    printed (`（三）`) and `item_number` in figures; `sentence` says which of its sentences, in figures
    or by what stands for them. A comparison is the site's own work: `compared` are its notices, older
    first, `version` is that of its method, `issuer` the site's name, and `number` has the numbers of both.
    `address` is relative to the site's root.
    """

    key: str
    title: str
    number: str | None = None
    issuer: str | None = None
    english: str | None = None
    issued: str | None = None
    part: int | None = None
    item: str | None = None
    item_number: int | None = None
    sentence: str | None = None
    compared: tuple[Citation, ...] = ()
    version: str | None = None
    address: str

    @property
    def place(self) -> str:
        """Where in the notice, as official texts say it: `第二部分第（三）项`; empty for a whole one.

        Of a comparison, by which version of the method it was made.
        """
        if self.version:
            return f"对照方法第{self.version}版"
        part = f"第{format_numeral(self.part)}部分" if self.part else ""
        item = f"第{self.item}项" if self.item else ""
        return part + item + (f"第{self.sentence}句" if self.sentence else "")

    @property
    def english_place(self) -> str:
        """The same in English, in figures: `pt. 2, item 3`."""
        if self.version:
            return f"method version {self.version}"
        part = f"pt. {self.part}" if self.part else ""
        item = f"item {self.item_number}" if self.item else ""
        sentence = f"sentence {self.sentence}" if self.sentence else ""
        return ", ".join(filter(None, (part, item, sentence)))


def notice_citation(notice: NoticeEntry, registry: Registry) -> Citation:
    """The citation of a whole notice, held or known."""
    issuer = registry.scoped(notice.series).by_printed().get(notice.issuer or "")
    return Citation(
        key=notice.id,
        title=notice.title or notice.name,
        number=notice.number,
        issuer=notice.issuer,
        english=issuer.english if issuer else None,
        issued=notice.issued,
        address=notice_address(notice.id),
    )


def task_citation(task: TaskEntry, whole: Citation) -> Citation:
    """The citation of a task with a page, by that of its notice (`whole`)."""
    assert task.id  # else it has no page
    section = task.section
    return replace(
        whole,
        key=task.key,
        part=section.number if section else None,
        item=task.bare_label,
        item_number=task.number,
        address=task_address(task.id),
    )


def comparison_citation(
    older: Citation, newer: Citation, *, title: str, site: str, version: str
) -> Citation:
    """The citation of a comparison, by those of its notices; it has no day, since no clock is asked."""
    return Citation(
        key=f"compare-{older.key}-{newer.key}",
        title=title,
        number="与".join(filter(None, (older.number, newer.number))) or None,
        issuer=site,
        compared=(older, newer),
        version=version,
        address=compare_address(older.key, newer.key),
    )


def citations(notices: Iterable[NoticeEntry], registry: Registry) -> dict[str, Citation]:
    """Every notice's citation by its id, and by their keys those of the tasks with a page."""
    found = {}
    for notice in notices:
        found[notice.id] = whole = notice_citation(notice, registry)
        found |= {task.key: task_citation(task, whole) for task in notice.paged}
    return found
