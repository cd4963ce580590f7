"""A fictional text that bears out everything that is known of a year: for copies of the content."""

from __future__ import annotations

from generator.model.facts import FactsNotice, KnownSection, KnownTask
from generator.text.numerals import format_numeral

NOTHING = "这一句是虚构的，渡船准点抵达"


def fictional_text(facts: FactsNotice) -> str:
    """A notice in which only what the facts say is real; every other word is plainly invented."""
    agencies = facts.names_agencies is not None
    title = facts.title.text if facts.title else "虚构通知"
    issuer = facts.issuer.text if facts.issuer else "虚构院"
    lines = [title if "关于" in title else f"{issuer}关于印发《{title}》的通知"]
    lines += [facts.number.text] if facts.number else []
    lines += ["，".join(facts.addressees.values) + "："] if facts.addressees else ["各岛："]
    lines.append(f"{facts.approval.text if facts.approval else NOTHING}，{NOTHING}。")
    year, month, day = (facts.issued.text if facts.issued else f"{facts.id}-03-09").split("-")
    lines += [issuer, f"{year}年{int(month)}月{int(day)}日", title]
    lines += [f"{fact.text}。" for fact in facts.facts]
    number = 0
    for place, section in enumerate(_sections(facts), 1):
        lines.append(f"{format_numeral(place)}、{section.heading or '虚构的部分'}")
        if section.heading == "总体要求":
            lines.append(f"{NOTHING}。")
            continue
        for task in _tasks(facts, section, last=place == len(_sections(facts))):
            number += 1
            heading = task.heading if task and task.heading else f"虚构之事{format_numeral(number)}"
            lines.append(f"（{format_numeral(number)}）{heading}。{NOTHING}。")
            if agencies or (task and task.agencies):
                names = (task.agencies if task else None) or ("发展改革委",)
                closed = task is not None and task.open is not True and task.agencies is not None
                lines[-1] += f"（{'、'.join(names)}{'' if closed else '等'}负责）"
    return "\n".join(lines) + "\n"


def _sections(facts: FactsNotice) -> list[KnownSection]:
    return list(facts.sections)


def _tasks(facts: FactsNotice, section: KnownSection, *, last: bool) -> list[KnownTask | None]:
    """The known tasks of a section, those without a section in the last one."""
    own: list[KnownTask | None] = [t for t in facts.tasks if section.number == t.section]
    own += [t for t in facts.tasks if last and t.section is None]
    return own or [None]
