"""The parts of an official document (公文) that are not its text: head, contents, what stands behind it.

    000012                       份号, the copy's number
    机密★1年   特急               密级, 紧急程度
    云屿国规划院文件               发文机关标志, the red head
    屿规〔9001〕3号  签发人：王某   发文字号, 签发人
    …                            title and text
    抄送：…   云屿国规划院办公室 9001年3月5日印发   共印50份    版记

The order and the names are those of GB/T 9704-2012. Each is taken away by a step that names it; a
document number stays, behind the title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.notice.duty_words import BODY
from generator.notice.headings import NUMERAL, TASK_LABEL
from generator.notice.letter import DOCUMENT_NUMBER, NUMBER, issuers_in
from generator.text.characters import drop_spaces

HEAD = 15
"""The head stands within that many first lines."""
MOST_ISSUERS = 12
"""So many lines above 关于 may be a joint notice's issuers."""
END = 14
"""What follows a document has no more lines than that."""
SPACES = re.compile(r"\s+")
PARTS: dict[str, re.Pattern[str]] = {
    "份号": re.compile(r"(?:份号[:：]?)?(?:No\.?|№)?[0-9]{6}\Z"),
    "密级": re.compile(
        r"(?:密级[:：])?(?:绝密|机密|秘密|内部资料|内部文件)(?:[★☆].{0,8})?(?:[,，]?(?:注意保存|不得外传))?\Z"
    ),
    "紧急程度": re.compile(r"(?:紧急程度[:：])?(?:特急|加急|特提|平急|急件|紧急)\Z"),
    "公开方式": re.compile(r"(?:信息公开(?:选项|属性|类别)|公开(?:方式|属性|类别))[:：].{1,12}\Z"),
    "索引": re.compile(
        r"(?:索引号|主题分类|主题词|发布机构|成文日期|发布日期|有效性)[:：]?.{0,40}\Z"
    ),
    "发文机关标志": re.compile(r"(?!.*关于)[^《》。，：〔]{2,40}(?:文件|[（(]函[）)])\Z"),
    "签发人": re.compile(r"(?:签发人|会签人?)[:：].{1,12}\Z"),
    "分隔线": re.compile(r"[★☆*_\u2500\u2501\u2014\u2015=－-]{1,80}\Z"),
}
"""What each line of the head is, without its white space."""
SAID = re.compile(
    r"(?P<label>发文机关|发文单位|发布机构|发布单位|发文字号|发文文号|文号|文件编号|成文日期|印发日期|发布日期|公布日期|施行日期"
    r"|文件名称|标题|索引号|主题分类|主题词|有效性|体裁|公文种类|来源|公开方式)\s*[:：]\s*(?P<value>[^\s|｜；;]{1,60})[\s|｜；;]*"
)
"""What a page or a file says of a document above its text: 文号：屿规〔9001〕3号　成文日期：9001年3月5日."""
NUMBER_AND_SIGNER = re.compile(
    rf"(?P<number>{NUMBER})\s*(?P<signer>(?:签发人|会签人?)\s*[:：].{{1,16}})\Z"
)
TITLE_END = re.compile(r"(?:通知|意见|方案|要点|函|计划|任务|任务分工)[》）]?\Z")
CONTENTS = re.compile(r"目[录次]\Z|内容(?:提要|目录)\Z|CONTENTS\Z")
LEADERS = " \t\u00a0\u3000.\uff0e·…\u2500—_-（()）0123456789"
"""What stands behind a heading in a table of contents: leaders and the page."""
LEAST_FRONT = 2
"""So many lines of a page stand before the title at least."""
FRONT = 80
"""A table of contents begins within that many first lines."""
ENTRY = re.compile(rf"(?:{TASK_LABEL}|附件|第{NUMERAL}[章节部])")
IMPRINT = re.compile(
    r"(?:主送|抄送|抄报|抄发|分送|报送?|主题词)[:：]|[^。]{0,40}\d{4}年\d{1,2}月\d{1,2}日\s*印(?:发|制)?\Z"
    r"|[（(]?共印\s*\d{1,5}\s*份[）)]?\Z|印数[:：]|(?:校对|打字|打印|承办单位|承办处室|拟稿|核稿|录入)人?[:：]"
    r"|(?:信息公开(?:选项|属性|类别)|公开(?:方式|属性|类别))[:：]"
)
PAGE_END = re.compile(
    r"[（(]?(?:责任编辑|责编|编辑|作者|来源|稿件来源|信息来源|审核|发布时间|浏览次数)[:：]"
    r"|(?:相关(?:阅读|链接|报道|文件|新闻|解读)|延伸阅读|推荐阅读|热门|上一[篇条]|下一[篇条]|分享到|扫一扫|版权所有"
    r"|打印本页|关闭窗口|【?打印】?|【?关闭】?|网站地图|主办单位[:：].*备案|.*ICP备|返回顶部|点击下载|附件下载)"
)
Taken = Callable[[str, str], None]


def without_head(lines: list[str], taken: Taken) -> list[str]:
    """The lines without the head of the document; its number stands behind the title."""
    title = next((i for i, text in enumerate(lines[:HEAD]) if _is_title(text)), None)
    if title is None:
        title = next((i for i, t in enumerate(lines[:HEAD]) if not _in_head(t)), 0)
    kept: list[str] = []
    marked = any(SPACES.sub("", text).endswith("文件") for text in lines[:title])
    heading = SPACES.sub("", lines[title]) if title < len(lines) else ""
    for text in lines[:title]:
        bare = SPACES.sub("", text)
        if marked and (
            bare == "文件" or BODY.fullmatch(bare) or (len(bare) > 2 and bare in heading)
        ):
            taken("发文机关标志", text)
        elif match := NUMBER_AND_SIGNER.match(text):
            kept.append(match["number"].strip())
            taken("签发人", match["signer"])
        elif part := _part_of(text):
            taken(part, text)
        else:
            kept.append(text)
    rest = [*_without_said(lines[title:][:HEAD], taken), *lines[title + HEAD :]]
    kept = [*_without_said(kept, taken)]
    if rest and all(_is_number(text) for text in kept):
        return [rest[0], *kept, *rest[1:]]
    return [*kept, *rest]


def with_joined_title(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines with a title that begins 关于 behind its issuers, each of which has a line of its own.

    In a joint notice (联合发文) they are set one below the other, or in one line, above 关于. What stands
    there before 文件 is the red head's, and no part of the title.
    """
    for place, text in enumerate(lines[:HEAD]):
        if not (SPACES.sub("", text).startswith("关于") and _is_title(text)):
            continue
        start = place
        while start and _are_bodies(lines[start - 1]):
            start -= 1
        if 0 < place - start <= MOST_ISSUERS:
            title = " ".join(lines[start:place]) + text
            return [*lines[:start], title, *lines[place + 1 :]], []
    return lines, []


def _are_bodies(text: str) -> bool:
    """Whether a line of the head has nothing but bodies' names, one or several."""
    return all(BODY.fullmatch(name) for name in issuers_in(text).split(" ")) and bool(text.strip())


def _without_said(lines: list[str], taken: Taken) -> Iterator[str]:
    """The lines without those that say of the document what it is; a number stays."""
    for text in lines:
        pairs = [*SAID.finditer(text)]
        if not pairs or "".join(pair[0] for pair in pairs) != text:
            yield text
            continue
        number = next((pair["value"] for pair in pairs if _is_number(pair["value"])), "")
        taken("what the source says of the document", text.replace(number, "", 1))
        yield from [number] if number else []


def _is_number(text: str) -> bool:
    return DOCUMENT_NUMBER.match(SPACES.sub("", text)) is not None


def _in_head(text: str) -> bool:
    return bool(_part_of(text) or _is_number(text) or NUMBER_AND_SIGNER.match(text))


def _is_title(text: str) -> bool:
    bare = SPACES.sub("", text)
    told = "关于" in bare or "印发" in bare or "年" in bare
    return 8 <= len(bare) <= 150 and told and "。" not in bare and bool(TITLE_END.search(bare))


def _part_of(text: str) -> str:
    bare = SPACES.sub("", text)
    return next((name for name, pattern in PARTS.items() if pattern.match(bare)), "")


def without_front(lines: list[str], taken: Taken, *, whole: bool = False) -> list[str]:
    """The lines without a page's words before the title, where number or addressees follow it.

    `whole` asks for a title that surely begins in its line, behind several others.
    """
    for place, text in enumerate(lines[:HEAD]):
        follows = [SPACES.sub("", after) for after in lines[place + 1 : place + 4]]
        told = any(map(_is_number, follows[:1])) or any(t.endswith("：") for t in follows[:2])
        if any(map(_is_number, lines[:place])):
            return lines
        if whole and (place < LEAST_FRONT or "关于" not in text[1:]):
            continue
        if told and place and _is_title(text) and "通知" in text[-3:]:
            for before in lines[:place]:
                taken("before the title", before)
            return lines[place:]
    return lines


def without_contents(lines: list[str], taken: Taken) -> list[str]:
    """The lines without a table of contents: headings in a row that all come again as headings."""
    squeezed = [SPACES.sub("", text[:200]) for text in lines]
    front = squeezed[:FRONT]
    starts = [i for i, text in enumerate(front) if CONTENTS.match(text)]
    starts += [i for i, text in enumerate(front) if i not in starts and ENTRY.match(text)]
    for start in starts:
        begins = start + 1 if CONTENTS.match(squeezed[start]) else start
        end = begins
        while end < len(lines) and _comes_again(squeezed, end):
            end += 1
        if end - begins >= (2 if begins > start else 3):
            for text in lines[start:end]:
                taken("a table of contents", text)
            return [*lines[:start], *lines[end:]]
    return lines


def _comes_again(squeezed: list[str], place: int) -> bool:
    """Whether a line, without leaders and page, begins a later line and has a number in front."""
    entry = squeezed[place].rstrip(LEADERS)
    if not ENTRY.match(entry) or len(entry) < 4 or "。" in entry:
        return False
    return any(after.startswith(entry) for after in squeezed[place + 1 :])


def without_imprint(lines: list[str], taken: Taken) -> list[str]:
    """The lines without the imprint (版记) and a page's own words behind the document."""
    for place in range(max(1, len(lines) - END), len(lines)):
        if all(name for name in _names_behind(lines, place)):
            for name, text in zip(_names_behind(lines, place), lines[place:], strict=True):
                taken(name, text)
            return lines[:place]
    return lines


def _names_behind(lines: list[str], start: int) -> Iterator[str]:
    """What each line behind the document is; nothing for one that is none of it."""
    name = ""
    for text in lines[start:]:
        bare = drop_spaces(text)
        if IMPRINT.match(bare):
            name = "版记"
        elif PAGE_END.match(bare):
            name = "the page's own words behind the document"
        elif PARTS["分隔线"].match(SPACES.sub("", text)):
            name = name or "版记"
        # Names of 抄送 may go on in the next lines; headings and sentences of the text never do.
        elif name != "版记" or ENTRY.match(text) or len(text) > 80:
            name = ""
        yield name
