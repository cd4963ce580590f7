"""What of a text's division may be wrong: labels that are none, duty that stands in no task, text behind it.

Each is told at its paragraph, so that no task is taken into another's text, or a body lost, in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from generator.model.notice import Clause, Notice, Paragraph, Section, Sentence, StretchKind, Task
from generator.notice.agency_clauses import reads_as_clause
from generator.notice.duty_words import BODY, IN_TEXT, LABEL_LINE
from generator.notice.headings import NUMERAL
from generator.notice.lines import DUTY, brackets, says_who
from generator.notice.role_notes import unread_note

FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,4}"
OTHER_LABEL = re.compile(
    rf"[〔【［\[〈「｛{{](?:{NUMERAL}|[0-9]{{1,3}}|{FORMAL})[〕】］\]〉」｝}}]"
    r"|[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]"
    rf"|[（(](?:{FORMAL}|[0-9０-９]{{1,3}}|[A-Za-z])[）)]|{FORMAL}[、，．.]"
    rf"|(?:{NUMERAL}|[0-9０-９]{{1,3}})[）)．.:：](?![0-9])|[0-9０-９]{{1,3}}[、，](?![0-9])"
    rf"|第?(?:{NUMERAL}|[0-9]{{1,3}})(?:项|条|章|节|部分)?[，,：:\s]|第(?:{NUMERAL}|[0-9]{{1,3}})(?:项|条|章|节|部分)"
    rf"|(?:重点)?任务(?:{NUMERAL}|[0-9]{{1,3}})|[A-Za-z\u2160-\u216b][、．.)）]|[●■◆★▲◇○□]"
)
"""How a paragraph begins that numbers, or marks, what follows in another way than the text's tasks."""
FORMAL_FIRST = re.compile(rf"[（(]?{FORMAL}|第?{NUMERAL}(?!项)|[\u2460-\u249b]")
INNER_LABEL = re.compile(rf"(?<=[。；！）)〕\]】］])\s*(?:[（(]{NUMERAL}[）)]|{NUMERAL}、)(?=\S)")
IN_HEADING = re.compile(rf"[（(]{NUMERAL}[）)]\S")
CLOSING_ADDRESS = re.compile(
    "请?各|请|特此|以上|上述|联系|咨询|值班|电话|附注|备?注|注释|说明|问[：:]|答[：:]|本[^，。]{2,12}(?:由|自|印发|发布)"
)
NO_TASK = re.compile(
    r"问[：:]|答[：:]|[^。]{0,8}记者|[一二三四五六七八九十\d]{1,3}问|附注|备?注[：:]|注释|说明[：:]|以上|上述|特此"
    r"|本(?:要点|方案|计划|通知|意见|办法|文件|清单|分工|任务|表|解读)|[^。]{0,40}负责解释|[^。]{0,20}自[^。]{0,12}起(?:施|执)行"
    r"|[^。]{0,16}(?:咨询|联系|监督|举报|投诉|值班|服务)(?:人|电话|热线|方式|邮箱)|(?:电话|传真|邮箱|邮编|地址|网址)[：:]"
    r"|[^。]{0,12}(?:本报|本网|[网报社]讯|报道)|(?:来源|作者|责编|编辑|审核|校对|延伸阅读|相关链接|背景|链接|政策解读|解读|问答)[：:]?"
    r"|[^。]*？\Z|[^。]*(?:(?<!\d)0\d{2,3}[-—]?\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d))"
)
"""How a paragraph begins, or what is in it, that is said of a notice and is no task's text."""
LONGEST_HEADING = 60
"""In characters: a longer one that no mark ends may have lost the mark behind it."""
ORDER = re.compile(
    "严禁|禁止|不得|严控|鼓励|支持|加[强快大]|推[进动广]|建[立设成]|健全|完善|优化|落实|探索|开展|实施|组织|引导|提[高升]|强化|深化"
    "|制[定订]|研究|出台|编制|修[订缮]|启动|完成(?!情况)|培育|打造|新建|改造|扩[大建]|规范|严格|坚持|保障|促进|统筹|做好|抓好|继续"
    "|持续|进一步|全面|大力|积极|稳[妥步]|有序|及时|定期|每[年季月半]|力争|确保|同[步时]|对|在|以|将|把|为|按|由"
)
"""How a sentence of a task usually begins: with what is to be done."""
LEAST_ENDED = 2
ENDED_SHARE = 0.8
"""Where so many other tasks, and that share of them, end with a clause, text behind one is a doubt."""
Place = Section | Task | Paragraph | Sentence | Clause
LOOK = "compare the place with the source: is a task, or who is responsible, lost in it?"


def division_doubts(notice: Notice, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """Each doubtful place, what may be wrong there, and a hint."""
    for section in notice.sections:
        yield from _of_section(section, known)
    for stretch in notice.stretches():
        task = stretch.task
        for paragraph in stretch.paragraphs:
            yield from _of_paragraph(paragraph, stretch.kind, task)
        if task:
            yield from _of_task(task, known)
            ended = _others_end(task, notice.tasks)
            yield from _behind(task, last=task is notice.tasks[-1], ended=ended)
    for paragraph in notice.closing:
        if CLOSING_ADDRESS.match(paragraph.text):
            hint = "is it, or is it the last task's text?"
            yield paragraph, "read as what closes the notice", hint


def _of_section(section: Section, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    hint = "a section's heading is no sentence: is it a task, or is a task's label inside?"
    if IN_HEADING.search(section.heading):
        yield section, "a second number in a section's heading", hint
    elif re.search("[。；]", section.heading):
        yield section, "a sentence in a section's heading", hint
    elif any(says_who(section.heading[a:b], known) for a, b in brackets(section.heading)):
        yield section, "a section's heading says who is responsible; no task of it does", LOOK
    if section.label and not section.tasks and not section.intro:
        yield section, "nothing stands below this section's heading", "are its tasks lost?"


def _of_paragraph(
    paragraph: Paragraph, kind: StretchKind, task: Task | None
) -> Iterator[tuple[Place, str, str]]:
    text = paragraph.text
    for part in paragraph.parts:
        said = part.text if task is None or isinstance(part, Clause) else ""
        if unread_note(said):
            hint = "the roles of other tasks are not read by it: give them in the file, or know that they lack"
            yield part, f"{said[-20:]!r} may say who does what in other tasks too", hint
    outside = kind in (StretchKind.PREAMBLE, StretchKind.SECTION)
    if (match := OTHER_LABEL.match(text)) and outside:
        hint = "a task, whose number has another form than the others'?"
        yield paragraph, f"a paragraph outside any task begins {match[0]!r}", hint
    if kind is not StretchKind.LETTER and (match := INNER_LABEL.search(text)):
        hint = "two paragraphs in one: does a task begin here?"
        yield paragraph, f"{text[match.start() : match.end() + 6]!r} inside a paragraph", hint
    if task is None:
        clauses = [part for part in paragraph.parts if isinstance(part, Clause)]
        for clause in clauses:
            yield paragraph, f"{clause.text[:20]!r} says who is responsible, outside any task", LOOK


def _of_task(task: Task, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    for before, paragraph in pairwise(task.paragraphs):
        match = OTHER_LABEL.match(paragraph.text)
        # Items (1. 2.) are a task's own, but for those that come behind its clause.
        behind = isinstance(before.parts[-1], Clause) and isinstance(paragraph.parts[0], Sentence)
        if match and (behind or match[0][0] in "〔【［[〈「｛{" or FORMAL_FIRST.match(match[0])):
            hint = "a task, whose number has another form than the others'?"
            yield paragraph, f"text of task {task.label} begins {match[0]!r}", hint
    whole = task.label + task.heading
    if len(whole) > LONGEST_HEADING and not task.heading_end:
        hint = "does its text begin inside the heading?"
        yield task, f"the heading of task {task.label} has {len(task.heading)} characters", hint
    for start, end in brackets(task.heading):
        if says_who(task.heading[start:end], known):
            yield task, f"the heading of task {task.label} says who is responsible", LOOK
    for sentence in task.sentences:
        for start, end in brackets(sentence.text):
            inner = sentence.text[start:end]
            if says_who(inner, known) or _names(inner, known):
                yield sentence, f"{inner[:20]!r} names bodies, and is no clause", LOOK
            elif like_bodies(inner) and not sentence.text[end:].strip("。；"):
                hint = "add the names to agencies.yml if they are right: then it is a clause"
                yield sentence, f"{inner[:20]!r} may name who is responsible", hint
    yield from _twice(task)
    if not task.clauses:
        yield from _of_silent(task, known)


def _others_end(task: Task, tasks: Sequence[Task]) -> bool:
    """Whether the other tasks of a notice end with who is responsible, but for few of them."""
    others = [other for other in tasks if other.clauses and other is not task]
    ended = [other for other in others if isinstance(other.paragraphs[-1].parts[-1], Clause)]
    return len(others) >= LEAST_ENDED and len(ended) >= ENDED_SHARE * len(others)


def _behind(task: Task, *, last: bool, ended: bool) -> Iterator[tuple[Place, str, str]]:
    """Text that stands behind a task's last clause, or in the last task, and may be none of it.

    A task may go on behind its clause. Behind the last task's a closing, an explanation or the words of
    a page follow; where all others end with theirs (`ended`), what is no order is odd in any task.
    """
    ends = [
        i for i, paragraph in enumerate(task.paragraphs) if isinstance(paragraph.parts[-1], Clause)
    ]
    begin = ends[-1] + 1 if ends else 1
    hint = "is it the task's text, or what is said of the notice behind it?"
    for paragraph in task.paragraphs[begin:]:
        if NO_TASK.match(paragraph.text):
            yield paragraph, f"text of task {task.label} may be no part of it", hint
        elif ends and (last or (ended and not ORDER.match(paragraph.text))):
            yield paragraph, f"text of task {task.label} behind who is responsible", hint
    for paragraph in task.paragraphs if last or ended else ():
        clauses = [i for i, part in enumerate(paragraph.parts) if isinstance(part, Clause)]
        for part in paragraph.parts[clauses[-1] + 1 :] if clauses else ():
            if last or NO_TASK.match(part.text) or not ORDER.match(part.text):
                yield part, f"text of task {task.label} behind who is responsible", hint


def _twice(task: Task) -> Iterator[tuple[Place, str, str]]:
    """A second line of the same label (责任单位：) in one task: another task may stand between them."""
    seen: set[str] = set()
    for clause in task.clauses:
        label = match[0] if (match := LABEL_LINE.match(clause.text)) else ""
        if label in seen:
            hint = "is there another task between the two, without a number?"
            yield clause, f"{label!r} stands twice in task {task.label}", hint
        seen |= {label} - {""}


def _of_silent(task: Task, known: Collection[str]) -> Iterator[tuple[Place, str, str]]:
    """A task without a clause whose last words may be one, or that says who in its sentences."""
    if _says_inside(task.heading, known):
        message = f"the heading of task {task.label} may say who is responsible"
        yield task, message, LOOK
    if not task.paragraphs:
        return
    for sentence in task.sentences[:-1]:
        if _says_inside(sentence.text, known):
            message = f"{sentence.text[:20]!r} may say who is responsible, and is no clause"
            yield sentence, message, LOOK
    paragraph = task.paragraphs[-1]
    last = paragraph.parts[-1].text
    alone = len(task.paragraphs) > 1 and len(paragraph.parts) == 1
    bodies = any(len(name) > 1 and name in last for name in known)
    if reads_as_clause(f"（{last.rstrip('。；')}）", known):
        yield paragraph, f"{last[:20]!r} names bodies, and is no clause", LOOK
    elif _says_inside(last, known) or (
        bodies and (DUTY.search(last) or (alone and len(last) <= 60))
    ):
        yield paragraph, f"{last[:20]!r} may say who is responsible, and is no clause", LOOK


def _says_inside(text: str, known: Collection[str]) -> bool:
    """Whether a sentence has a word of duty behind what is, or is like, a body's name."""
    if IN_TEXT.search(text):
        return True
    return bool(DUTY.search(text)) and any(len(name) > 1 and name in text for name in known)


def like_bodies(bracket: str) -> tuple[str, ...]:
    """The names in a bracket that holds nothing but what is like bodies' names; () for any other."""
    inner = re.sub(r"等\Z", "", bracket[1:-1])
    names = [name for name in re.split("[、，；]|\\s+", inner) if name]
    if not names or not all(len(name) > 2 and BODY.match(name) for name in names):
        return ()
    return () if re.match("[含即指]|包括|以下|以上|不含|不包括", inner) else tuple(names)


def names_at_end(sentence: str) -> tuple[str, ...]:
    """What is like bodies' names in the bracket that ends a sentence."""
    spans = [span for span in brackets(sentence) if not sentence[span[1] :].strip("。；")]
    return tuple(name for start, end in spans for name in like_bodies(sentence[start:end]))


def _names(bracket: str, known: Collection[str]) -> bool:
    """Whether a bracket lists a known body."""
    items = re.split("[、，；。：:和及与等\\s]", bracket[1:-1])
    return any(len(item) > 1 and item in known for item in items)
