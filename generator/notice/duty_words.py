"""The words with which official texts say who does what, and by when, are told here.

牵头单位：A      责任部门：A      主办：A            a label in front of names
A牵头   A、B按职责分工负责   A主责   A会同B负责      a verb behind them
6月底前完成   长期坚持   2021年12月                  when
"""

from __future__ import annotations

import re

from generator.model.agencies import Role
from generator.text.characters import HAN

ROLES = {
    "牵头": Role.LEAD,
    **dict.fromkeys(
        (
            "主责",
            "主办",
            "负责",
            "责任",
            "落实",
            "承办",
            "实施",
            "完成",
            "推进",
            "主体",
            "主要",
            "组织",
        ),
        Role.RESPONSIBLE,
    ),
    **dict.fromkeys(
        ("配合", "协办", "协助", "协同", "参与", "参加", "支持", "会办"),
        Role.SUPPORT,
    ),
}
"""What a word of duty says; 牵头 alone says that a body leads."""

OF = "单位|部门|机关|主体|处室|科室|地区|各方|机构"
BODY_END = (
    "厅|局|委|办|部|院|所|署|处|室|队|站|社|馆|中心|公司|集团|政府|银行|法院|检察院|协会|学会|联合会|总工会|妇联|委员会"
    "|管委会|公署|专班|指挥部|领导小组|联席会议|办公室|办事处|街道|单位|部门|机构"
)
"""How the names of bodies end."""
BODY = re.compile(rf"[{HAN}（）]{{1,28}}(?:{BODY_END}|[省市区县州旗岛镇乡])\Z")
"""What is like a body's name, known or not."""
DUTY_LABEL = (
    r"(?:第一|主要|共同|具体|省级|市级|省直|市直|总)?"
    r"(?P<label>牵头|主责|责任|配合|参加|参与|负责|落实|主办|协办|承办|协同|协助|支持|实施|完成|主体|组织|会办)"
)
LABEL = re.compile(
    rf"(?:{DUTY_LABEL}(?:[（(]责任[）)]|责任)?(?:{OF})(?:及分工|分工)?|{DUTY_LABEL.replace('label', 'bare')})"
    r"(?:\s*(?:[：:]|为)\s*|\s+)(?P<names>.+)\Z",
    re.DOTALL,
)
NEXT_LABEL = re.compile(
    rf"(?<![\s，、])[\s，、]+(?={DUTY_LABEL}(?:[（(]责任[）)]|责任)?(?:{OF})?\s*[：:])"
)
"""Where white space or a comma parts one label's names from the next label."""
TIME_LABEL = (
    "(?:(?:完成|办结|落实)(?:时限|时间|期限|节点)|(?:工作|任务|推进)?(?:时限|进度)(?:要求|安排)?"
    "|时间(?:节点|要求|安排)|期限)"
)
"""Words in front of the time by which a task is to be done."""
LABEL_LINE = re.compile(
    rf"(?:{DUTY_LABEL}(?:[（(]责任[）)]|责任)?(?:{OF})(?:及分工|分工)?"
    rf"|(?P<bare>牵头|主责|主办|协办|承办|责任分工|任务分工|职责分工))\s*(?:[：:]|\s(?=\S))"
    rf"|{DUTY_LABEL.replace('?P<label>', '?:')}(?:单位|部门)为(?=\S)|{TIME_LABEL}\s*[：:]"
)
"""A line that begins so says who is responsible, or by when, without brackets."""
VERB_LAST = re.compile(
    r"(?:负责|牵头|配合|落实|主责|主办|承办|协办|参与|参加|推进|完成|实施|协助|支持)[。；]\Z"
)
"""How a line that says who is responsible ends where no label begins it."""
ANSWERS = r"(?:牵头|主责|主办|承办|负责(?!人|任)|配合|协办|落实|参与)"
IN_TEXT = re.compile(
    rf"(?P<names>[{HAN}、（）]{{1,60}}?(?:{BODY_END}|各[省市区县州岛镇乡]))"
    rf"(?:等|会同[^，。；]{{2,20}}|(?:按照?|依照?|根据)?(?:各自)?(?:职责|职能)?(?:分工|权限)?|分别|共同|具体|主要){{0,3}}{ANSWERS}"
)
"""Names and a verb of duty inside a sentence of the text: 由规划院牵头，渡津部配合，年底前完成。"""
SPLIT_LABEL = re.compile(r"(?:责任|任务|职责)分工\s*[：:]\s*")
"""A label that says no more than that names follow."""

VERB = (
    r"(?:共同|联合|分别|一并)?总?牵头(?:负责|组织实施|组织落实|组织|落实|实施|推进|抓总|办理)?"
    r"|(?:依法|(?:依照?|依据|根据|按照?|结合)(?:各自)?(?:职责|职能)?(?:分工|权限)?(?:要求)?|各司其职[，、]?|各负其责[，、]?|分工|分别|共同|具体|主要|统一|联合|会同|组织){0,4}"
    r"(?:负责(?:落实|实施|组织实施|推进)?|主责|主办|承办|组织实施|实施|贯彻落实|抓好落实|落实|推进|完成"
    r"|配合(?:落实)?|协办|协助|协同(?:配合)?|参与|参加|支持)|各司其职|各负其责"
)
# The names are lazy: 按职责分工负责 is a verb as a whole, not 负责 behind a name.
DUTY = re.compile(rf"(?P<names>.+?)(?P<verb>{VERB})\Z", re.DOTALL)
WEAK = ("推进", "完成", "实施")
"""Verbs that say who does something only behind a name that is known: they end deadlines as well."""
ALONE = re.compile(rf"(?:{VERB})\Z")
"""A verb without names of its own: it belongs to those before it."""
WITH_OBJECT = re.compile(
    r"(?P<names>.+?)(?P<verb>牵头|负责|配合|参与|协助|落实|组织|承担|指导)(?P<object>(?!人).{1,30})\Z",
    re.DOTALL,
)
"""A负责制定办法: what the body does stands behind the verb."""
JOINED = re.compile(r"会同|协同|联合|会商|商(?!务|贸|业|会)")
"""Words between two bodies that do something together."""

TIME = (
    r"(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|[一二三四1-4]季度|第[一二三四]季度"
    r"|上半年|下半年|年内|年底|年末|年中|年初|全年|今年|当年|本年度|年度|月底|每年|每月|每季度?|长期|持续|常年|常态化?"
    r"|经常性?|近期|即期|中长期|长效|适时|限时|逐年|按月|按季度?)"
)
# At most six characters between date and verb, so that no whole sentence passes for a deadline.
DEADLINE = re.compile(
    rf"(?:于|在|力争|争取|确保|截至|自)?(?P<when>(?:{TIME}|[年月底末初前起至—~～-]|之前|以前|中旬|上旬|下旬)+)"
    r"(?:.{0,6}?(?:完成|推进|实施|取得进展|取得(?:明显|阶段性)?成效|办结|坚持|落实|开展|启动|到位|建成|出台|印发|见效|抓好))?\Z"
)
DEADLINE_LABEL = re.compile(
    rf"(?:{TIME_LABEL}|(?:推进|实施)?(?:时限|时间|期限))\s*[：:]\s*(?P<when>.+)\Z"
)
SILENT = re.compile(r"不再(?:单独|一一|逐一)?列出\Z|(?:下同|以下同)\Z|除特殊情况外\Z")
BLANKET = re.compile(r"以下(?:各项)?任务均需(?:由)?(?P<names>.+?)(?:负责)?落实\Z")
MORE = re.compile(
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|多|各)?(?:个|家)?(?:相关|有关|其他|成员)?(?:部门|单位|部委|机构|委办局|厅局|方面)\Z"
)
"""What may stand behind 等 and names nobody: 等14部门, 等部门."""
ASIDE = re.compile(r"(?P<name>.+)[（(](?P<word>牵头|主责|主办|负责|配合|协办|承办)[）)]\Z")
"""A（牵头）: the word stands behind its body."""


def role_of(word: str) -> Role:
    """The role that a label or verb says; the word that weighs most decides (牵头负责 leads)."""
    said = [role for key, role in ROLES.items() if key in word]
    return said[0] if said else Role.NAMED


def role_of_verb(verb: str) -> Role:
    """The role that a verb says: 协同配合 and 配合落实 help, 牵头 leads, every other verb is a duty."""
    if "牵头" in verb:
        return Role.LEAD
    helps = re.match(r".*?(?:配合|协办|协助|协同|参与|参加|支持)", verb)
    return Role.SUPPORT if helps else Role.RESPONSIBLE
