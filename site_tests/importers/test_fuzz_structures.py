"""Random notices of many offices' styles (`make fuzz` for 10,000): nothing is lost or wrong in silence.

Pieces as offices write them (heads, sections, labels, who is responsible and by when, lists, tables,
notes, closings, imprints) are put together at random. Every visible character comes in, or is left out by
name; every section, task, body and deadline is read as what it is, or doubted at its place.
"""

from __future__ import annotations

import os
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.loading import load_frame
from generator.importers.drafting import draft
from generator.importers.readers.choosing import read_here
from generator.notice.normal_text import normal_text
from generator.text.characters import squeeze
from generator.text.numerals import format_numeral
from site_tests.evaluation.structures import Wanted, Written, source, verdicts
from site_tests.running import CORPUS

REGISTRY = load_frame(CORPUS)[1]
EXAMPLES = int(os.environ.get("KEYTASKS_FUZZ", "300"))
KNOWN = ["规划院", "渡津部", "稻田署", "灯塔总署", "云仓局", "鹿鸣院", "青苔委", "贝壳银行"]
UNKNOWN = ["省渡政厅", "市航道局", "区市集所", "县水务局", "省盐务厅"]
DOES = ["修缮", "新建", "清理", "公布", "更新", "培训", "登记", "储备"]
WHAT = ["东湾码头", "渡船", "浮标", "灯塔", "候船亭", "船票", "海图", "潮谱", "岛学"]
HOW = ["全年完成三十座", "按月公布，接受监督", "年内建成20处", "逐座登记", "每旬一次", "增长5%以上"]
WHEN = ["6月底前", "9001年9月底前", "年底前", "全年", "第三季度", "长期坚持"]
LABELS = {
    "（": lambda n: f"（{format_numeral(n)}）",
    ".": lambda n: f"{n}.",
    "、": lambda n: f"{n}、",
}


class Maker:
    """Puts a notice together, with what is right of it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.made = Written(f"f{seed}", self.pick(["txt", "txt", "html", "docx"]), "")

    def pick(self, options):  # type: ignore[no-untyped-def]
        return self.chance.choice(options)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def want(self, kind: str, value: str = "") -> None:
        self.made.wanted.append(Wanted(kind, value))

    def line(self, *texts: str) -> None:
        for text in texts:
            self.made.lines.append(text)
            if self.made.wanted:
                self.made.wanted[-1].lines.append(text)

    def bodies(self, most: int = 3) -> list[str]:
        names = KNOWN if self.often(0.7) else KNOWN + UNKNOWN
        return self.chance.sample(names, self.chance.randint(1, most))

    def duty(self) -> tuple[list[str], str, str]:
        """Lines or the end of a sentence that say who is responsible, the roles, the time."""
        own, other = self.bodies(), self.bodies(2)
        other = [name for name in other if name not in own] or ["各岛有关部门"]
        a, b, one = "、".join(own), "、".join(other), own[0]
        when = self.pick(WHEN)
        lead = f"lead={one}; support={','.join(other)}"
        all_ = f"responsible={','.join(own)}"
        return self.pick(
            [
                ([f"（{a}负责）"], all_, ""),
                ([f"（{a}按职责分工负责）"], all_, ""),
                ([f"（{one}牵头，{b}配合）"], lead, ""),
                ([f"（{one}牵头，{b}按职责分工负责）"], lead.replace("support", "responsible"), ""),
                ([f"（责任单位：{a}）"], all_, ""),
                ([f"（牵头单位：{one}；配合单位：{b}）"], lead, ""),
                (
                    [f"〔牵头单位：{one}；责任单位：{b}〕"],
                    lead.replace("support", "responsible"),
                    "",
                ),
                ([f"（{a}负责，{when}）"], all_, when),
                ([f"（责任单位：{a}；完成时限：{when}）"], all_, when),
                (["", f"责任单位：{a}"], all_, ""),
                (["", f"责任单位：{a}。"], all_, ""),
                (["", f"牵头单位：{one}", f"配合单位：{b}"], lead, ""),
                (["", f"牵头单位：{one}；配合单位：{b}", f"完成时限：{when}"], lead, when),
                ([f"由{one}牵头，{b}配合，{when}完成。"], lead, ""),
                ([f"{a}按职责分工负责。"], all_, ""),
                ([f"（{a}）"], f"named={','.join(own)}", ""),
                (["", f"（{one}主责，{b}配合）"], lead.replace("lead", "responsible"), ""),
                (["", f"责任部门：{a}，{when}"], all_, when),
            ]
        )

    def head(self, table: bool) -> None:
        place = self.pick(["云屿省", "石滩市", "青礁市", "海屏省"])
        issuer = self.pick([f"{place}人民政府", f"{place}规划厅", f"{place}渡运局", "渡津部"])
        about = self.pick(["渡口建设", "灯塔修护", "便民渡运", "清洁海岸"])
        annex = f"{place}9001年{about}重点任务"
        title = f"{issuer}关于印发《{annex}》的通知"
        serial = self.chance.randint(1, 99)
        number = f"{self.pick(['云政发', '石政办发', '青渡'])}〔9001〕{serial}号"
        if self.often(0.2):
            self.want("out")
            self.line(self.pick([f"{issuer}文件", "特急", "000123"]))
        self.want("title", title)
        self.line(title)
        self.want("number", number)
        self.line(number)
        self.line("各有关单位：", "现印发给你们，请认真贯彻执行。")
        if self.often(0.3):
            self.line(f"附件：{annex}")
        self.want("issuer", issuer)
        self.line(issuer)
        self.want("day", "9001-03-05")
        self.line("9001年3月5日")
        if self.often(0.3):
            self.line(self.pick(["附件", "附件1"]))
        self.line(annex)
        if self.often(0.5) and not table:
            self.line("为做好9001年工作，提出以下任务。")

    def tasks(self) -> None:
        style = self.pick(["（", "（", ".", "、"])
        sections = self.pick(["一、", "一、", "第一部分", ""])
        anew, number = self.often(0.4) and bool(sections), 0
        for section in range(1, (self.chance.randint(2, 3) if sections else 1) + 1):
            if sections:
                numeral = format_numeral(section)
                label = f"{numeral}、" if sections == "一、" else f"第{numeral}部分 "
                heading = label + self.pick(DOES) + self.pick(WHAT)
                self.want("sec", heading)
                self.line(heading)
                number = 0 if anew else number
            for _ in range(self.chance.randint(1, 3)):
                number += 1
                self.task(LABELS[style](number), last=False)

    def task(self, label: str, *, last: bool) -> None:
        title = self.pick(DOES) + self.pick(WHAT)
        lines, roles, when = self.duty()
        self.want("task", f"{label} | {title} | {roles}" + (f" | {when}" if when else ""))
        text = self.pick(HOW) + "。"
        alone = self.often(0.25)
        whole = [label + title, text] if alone else [f"{label}{title}。{text}"]
        if self.often(0.2):
            items = [
                f"{form}{self.pick(HOW)}" for form in self.pick([("（1）", "（2）"), ("①", "②")])
            ]
            whole[-1] = whole[-1].removesuffix(text) + "主要包括："
            whole += [items[0] + "；", items[1] + "。"]
        end, *more = lines
        if end and self.often(0.3) and end[0] in "（〔":
            whole.append(end)
        else:
            whole[-1] += end
        self.line(*whole, *more)

    def table(self) -> None:
        who = self.pick([["责任单位"], ["牵头单位", "配合单位"], ["牵头部门", "责任部门"]])
        content, timed = self.often(0.4), self.often(0.5)
        heads = [
            "序号",
            self.pick(["任务", "重点任务", "工作任务"]),
            *(["主要内容"] if content else []),
        ]
        heads += [*who, *(["完成时限"] if timed else [])]
        role = {"责任单位": "responsible", "责任部门": "responsible", "配合单位": "support"}
        self.want("out")
        self.line("\t".join(heads))
        for number in range(1, self.chance.randint(2, 6)):
            if number > 1 and self.often(0.2):
                self.want("out")
                self.line("\t".join(heads))
            title, when = self.pick(DOES) + self.pick(WHAT), self.pick(WHEN)
            free, cells, roles = self.chance.sample(KNOWN, 4), [], []
            for place, column in enumerate(who):
                names = free[2 * place : 2 * place + self.chance.randint(1, 2)]
                cells.append(self.pick(["、", "、", " ", "/"]).join(names))
                roles.append(f"{role.get(column, 'lead')}={','.join(names)}")
            told = " | " + when if timed else ""
            self.want("task", f"{number} | {title} | {'; '.join(roles)}{told}")
            first = title + self.pick(["", "。"])
            row = [str(number), first, *([self.pick(HOW) + "。"] if content else []), *cells]
            self.line("\t".join([*row, *([when] if timed else [])]))

    def end(self) -> None:
        if self.often(0.3):
            self.want("out")
            imprint = [
                "抄送：省委办公厅，岛军区。",
                "共印80份",
                "石滩市人民政府办公室9001年3月6日印发",
            ]
            self.line(*self.chance.sample(imprint, self.chance.randint(1, 3)))


def written(seed: int) -> Written:
    """A notice put together from a seed."""
    maker = Maker(seed)
    table = maker.often(0.25)
    maker.head(table)
    if table:
        maker.table()
    else:
        maker.tasks()
    maker.end()
    return maker.made


@given(st.integers(0, 10**9))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost_or_wrong_in_silence(seed: int) -> None:
    """What is not read as what it is has a doubt at its place; no visible character goes unnamed."""
    notice = written(seed)
    given_ = source(notice)
    made = draft(given_, notice_id="9001", series="yunyu", registry=REGISTRY, read=read_here)
    silent = [(what, got) for what, is_, got in verdicts(notice, REGISTRY) if is_ == "silent"]
    assert silent == [], (silent, notice.lines)
    kept = [*made.cleaned.paragraphs, *(d.text for d in made.cleaned.removed)]
    kept += [d.text for d in made.extract.dropped]
    seen = squeeze("".join(notice.lines).replace("\t", "").replace("/", ""))
    if notice.shape != "html":
        missing = set(seen) - set(squeeze("".join(kept)))
        assert not missing, missing
    assert [p.message for p in made.problems] == [], notice.lines
    assert made.notice
    assert squeeze(normal_text(made.notice)) == squeeze("".join(made.cleaned.paragraphs))
