"""Variants of the 2020 tasks with known edits, drawn by a seed: what an engine has to find again.

Four levels, from light to extreme. Every clause of a variant knows which clauses it comes from, every
task which tasks; so links, moves and edits are known exactly. The variants are for measuring only and
are shown to nobody.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from generator.content import Content
from generator.diff import clause_spans
from generator.model import Sentence
from generator.text import split_sentences
from generator.words import cut_words

SYNONYMS = dict(
    pair.split("=")
    for pair in [
        "推进=推动",
        "推动=促进",
        "加快=加速",
        "完善=健全",
        "健全=完善",
        "支持=鼓励",
        "鼓励=引导",
        "引导=支持",
        "深化=深入推进",
        "建设=打造",
        "加强=强化",
        "强化=加强",
        "提升=提高",
        "提高=提升",
        "优化=改善",
        "改善=改进",
        "实施=落实",
        "落实=贯彻",
        "建立=构建",
        "开展=组织开展",
        "扩大=拓展",
        "规范=有序",
        "发展=培育",
        "培育=壮大",
        "全面=全方位",
        "积极=大力",
        "大力=着力",
        "逐步=稳步",
        "有序=稳妥",
        "统筹=协调",
        "重点=关键",
        "重大=重要",
        "改革=创新",
        "机制=制度",
        "制度=机制",
        "体系=网络",
        "政策=措施",
        "措施=举措",
        "服务=保障",
        "设施=条件",
        "城市=城镇",
        "农村=乡村",
        "农业转移人口=进城务工人员",
        "常住人口=居住人口",
        "居民=群众",
        "企业=市场主体",
        "社会资本=民间资本",
        "资金=经费",
        "投资=投入",
        "产业=行业",
        "项目=工程",
        "土地=用地",
        "住房=居所",
        "教育=办学",
        "医疗=诊疗",
        "就业=务工",
        "培训=教育培训",
        "试点=试验",
        "示范=样板",
        "经验=做法",
        "探索=试行",
        "推广=推开",
        "允许=准许",
        "严格=从严",
        "防止=避免",
        "控制=管控",
        "取消=放开",
        "增加=加大",
        "减少=降低",
        "补齐=补足",
        "短板=弱项",
        "覆盖=惠及",
        "便利=便捷",
        "水平=能力",
        "质量=品质",
        "功能=作用",
        "空间=布局",
        "规划=方案",
        "编制=制定",
        "出台=印发",
        "研究=谋划",
        "指导=督导",
        "督促=督导",
        "考核=评估",
        "评估=考评",
        "监测=跟踪",
        "公开=公布",
        "按照=依照",
        "根据=依据",
        "通过=借助",
        "对于=针对",
        "以及=和",
        "同时=并且",
        "基本=大体",
        "主要=核心",
        "符合条件=具备条件",
    ]
)
GENERIC = [
    "做好宣传解读。",
    "健全工作台账。",
    "及时总结做法。",
    "强化要素保障。",
    "定期开展调度。",
    "压实各方责任。",
    "完善配套细则。",
    "加强部门会商。",
    "细化年度目标。",
    "建立问题清单。",
]
NEW_TASKS = (
    (
        "健全公共停车管理",
        "统筹配建停车泊位。推广错时共享停车，完善收费标准。鼓励单位内部车位对外开放。",
    ),
    ("推进低碳城区试验", "开展城区碳排放核算。推广绿色建材，支持屋顶光伏。建立用能公示制度。"),
    ("完善应急避难场所", "摸清避难场所底数。利用学校和体育场馆改建避难场所，定期组织演练。"),
    ("发展社区养老托幼", "在社区嵌入养老托幼设施。支持物业企业提供居家照护，完善补贴办法。"),
    ("加强历史街区保护", "划定历史街区保护范围。探索微改造，留住原住居民，健全修缮名录。"),
    ("推动夜间经济有序发展", "优化夜间公共交通。规范外摆经营，完善噪声管理。"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """Probabilities of the edits, and how many tasks are split, merged, dropped and new.

    `keep` is the share of its words that a recast clause keeps.
    """

    synonym: float
    recast: float
    keep: float
    drop: float
    insert: float
    move: float
    border: float
    heading: float
    agency: float
    splits: int
    merges: int
    dropped: int
    new: int


LEVELS = {
    "L1": Level(0.30, 0.05, 0.8, 0.02, 0.02, 0.02, 0.1, 0.10, 0.05, 0, 0, 1, 1),
    "L2": Level(0.60, 0.35, 0.7, 0.08, 0.08, 0.06, 0.2, 0.35, 0.15, 1, 1, 2, 2),
    "L3": Level(0.90, 0.85, 0.5, 0.20, 0.15, 0.08, 0.25, 0.65, 0.30, 2, 3, 3, 3),
    "L4": Level(1.00, 0.97, 0.38, 0.35, 0.20, 0.08, 0.25, 0.90, 0.45, 2, 4, 4, 4),
}


@dataclass(slots=True)
class Clause:
    """A clause with its origin (old task, place), None for one that is new; `moved` says it was."""

    text: str
    origin: tuple[str, int] | None
    moved: bool = False


@dataclass(slots=True)
class Task:
    """A task of either side; `origins` are the old tasks that it comes from."""

    id: str
    heading: str
    clauses: list[Clause]
    agencies: frozenset[str]
    origins: frozenset[str] = field(default_factory=frozenset)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        text = "".join(clause.text for clause in self.clauses)
        return tuple(
            Sentence(id=f"s{n}", text=piece) for n, piece in enumerate(split_sentences(text), 1)
        )


def old_tasks(content: Content, agencies: dict[str, frozenset[str]]) -> list[Task]:
    """The 28 tasks, cut into clauses that know their place."""
    tasks = []
    for task in content.notices[0].notice.tasks:
        clauses = [
            sentence.text[a:b]
            for sentence in task.sentences
            for a, b in clause_spans(sentence.text)
        ]
        key = str(task.id)
        tasks.append(
            Task(
                id=key,
                heading=task.heading,
                clauses=[Clause(text, (key, n)) for n, text in enumerate(clauses)],
                agencies=agencies[key],
                origins=frozenset({key}),
            )
        )
    return tasks


def variant(old: list[Task], level: Level, seed: int) -> list[Task]:
    """Another year of the tasks: the same seed gives the same one."""
    chance = random.Random(seed)
    kept = [
        task for task in old if task.id not in {t.id for t in chance.sample(old, level.dropped)}
    ]
    groups: list[list[Task]] = [[task] for task in kept]
    for _ in range(level.merges):
        i, j = sorted(chance.sample(range(len(groups)), 2))
        if len(groups[i]) == len(groups[j]) == 1:
            groups[i] += groups.pop(j)
    tasks = [_edited(group, level, chance) for group in groups]
    for _ in range(level.splits):
        place = chance.randrange(len(tasks))
        task = tasks[place]
        if len(task.clauses) >= 6 and len(task.origins) == 1:
            half = len(task.clauses) // 2
            tasks[place : place + 1] = [
                Task("", _renamed(task.heading, chance), part, task.agencies, task.origins)
                for part in (_closed(task.clauses[:half]), task.clauses[half:])
            ]
    for heading, text in chance.sample(NEW_TASKS, level.new):
        clauses = [Clause(text[a:b], None) for a, b in clause_spans(text)]
        tasks.insert(chance.randrange(len(tasks) + 1), Task("", heading, clauses, frozenset()))
    for number, task in enumerate(tasks, 1):
        task.id = f"9001-{number:02d}"
    return tasks


def _edited(group: list[Task], level: Level, chance: random.Random) -> Task:
    clauses = [Clause(c.text, c.origin) for task in group for c in task.clauses]
    clauses = [c for c in clauses if chance.random() >= level.drop] or clauses[:1]
    for clause in clauses:
        clause.text = _reworded(clause.text, level, chance)
    for place in range(len(clauses) - 1):
        if chance.random() < level.move and len(clauses) > 4:
            clause = clauses.pop(place)
            clause.moved = True
            clauses.insert((place + len(clauses) // 2) % len(clauses), clause)
    for place in range(len(clauses) - 1, -1, -1):
        if chance.random() < level.insert:
            clauses.insert(place, Clause(chance.choice(GENERIC), None))
    for clause in clauses[:-1]:
        if chance.random() < level.border and clause.text[-1:] in "，。":
            clause.text = clause.text[:-1] + ("。" if clause.text.endswith("，") else "，")
    heading = group[0].heading
    agencies = frozenset(a for t in group for a in t.agencies if chance.random() >= level.agency)
    return Task(
        id="",
        heading=_renamed(heading, chance) if chance.random() < level.heading else heading,
        clauses=_closed(clauses),
        agencies=agencies,
        origins=frozenset(task.id for task in group),
    )


def _closed(clauses: list[Clause]) -> list[Clause]:
    """The last clause ends its sentence."""
    last = clauses[-1]
    last.text = last.text.rstrip("，；：。") + "。"
    return clauses


def _reworded(text: str, level: Level, chance: random.Random) -> str:
    end = text[-1] if text[-1] in "，；：。！？" else ""
    words = cut_words(text.removesuffix(end) if end else text)
    if chance.random() < level.recast:
        # A recast clause keeps some of its words, in another order.
        kept = [w for w in words if len(w) > 1 and chance.random() < level.keep] or words[:1]
        place = chance.randrange(len(kept))
        words = kept[place:] + kept[:place]
    words = [SYNONYMS.get(w, w) if chance.random() < level.synonym else w for w in words]
    return "".join(words) + end


def _renamed(heading: str, chance: random.Random) -> str:
    words = [SYNONYMS.get(word, word) for word in cut_words(heading)]
    if len(words) > 4 and chance.random() < 0.5:
        words.pop(chance.randrange(1, len(words)))
    return "".join(words)


def true_links(new: list[Task]) -> set[tuple[str, str]]:
    """Pairs of old and new ids that belong together."""
    return {(origin, task.id) for task in new for origin in task.origins}
