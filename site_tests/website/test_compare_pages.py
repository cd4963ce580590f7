"""What the pages of comparisons, agencies, themes and tasks say; on invented and on real notices."""

from __future__ import annotations

import gzip
import html
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import outputs_of
from generator.compare.lineages import lineages
from generator.compare.parameters import METHOD
from generator.compare.text_diff import diff_tasks
from generator.content.ledger import public_addresses
from generator.content.loading import load_content
from generator.model.content import Content
from generator.model.notice import Sentence
from generator.problems import ContentError
from generator.publish.checks import page_index
from generator.publish.site import build_site
from generator.vocabulary import load_words
from generator.website.diff_views import FOLD, Piece, diff_pieces
from generator.website.refs import TaskRef
from site_tests.conftest import ROOT
from site_tests.entries import compare, compare_all, comparison_text, proposals_text
from site_tests.invented import write_content

WORDS = load_words(ROOT / "templates")

CORPUS = ROOT / "site_tests/corpus/content"
Pages = dict[str, str]


@pytest.fixture(scope="module")
def invented() -> Content:
    """The invented notices 9001 to 9003."""
    return load_content(CORPUS)


@pytest.fixture(scope="module")
def pages(invented: Content) -> Pages:
    """The pages of the invented notices."""
    return {
        f.path: f.data.decode()
        for f in outputs_of(invented, ROOT / "templates")
        if not f.path.endswith((".xlsx", ".png", ".sqlite", ".zip"))
    }


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of the shipped content, before an editor had decided its themes."""
    copy = Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("waiting") / "content"))
    path = copy / "themes.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("state: confirmed", "state: proposed"), "utf-8")
    files = outputs_of(load_content(copy), ROOT / "templates")
    return {
        f.path: f.data.decode()
        for f in files
        if not f.path.endswith((".xlsx", ".png", ".sqlite", ".zip"))
    }


@pytest.fixture(scope="module")
def real(content: Content) -> Pages:
    """The pages of the shipped content."""
    return {
        f.path: f.data.decode()
        for f in outputs_of(content, ROOT / "templates")
        if not f.path.endswith((".xlsx", ".png", ".sqlite", ".zip"))
    }


def plain(text: str) -> str:
    """The words of a piece of a page, without mark-up and breaks."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def groups(page: str) -> list[str]:
    return re.findall(r'<section class="kt-group">.*?</section>', page, re.DOTALL)


def refs(*keys: str) -> dict[str, TaskRef]:
    return {
        key: TaskRef(
            key=key,
            notice=key[:4],
            label="",
            guessed=None,
            heading="",
            address=f"{key}/",
            state=None,
        )
        for key in keys
    }


def column(pieces: list[Piece], side: str) -> str:
    """What a column says from top to bottom."""
    shown = [
        run.text
        for piece in pieces
        for run in piece.runs
        if run.op != {"old": "+", "new": "-"}[side]
        and not (piece.move and piece.away is (side == "new"))
    ]
    return "".join(shown)


CHINESE = st.text(alphabet="渡船灯塔云仓岛民，。；300万以上5年", max_size=60)


@given(CHINESE, CHINESE)
@settings(max_examples=150, deadline=None)
def test_each_column_is_its_text(old: str, new: str) -> None:
    """From top to bottom the old column is the old text, and the new column the new one."""
    found = diff_tasks(
        [("9001-01", [Sentence(id="s1", text=old)])], [("9002-01", [Sentence(id="s1", text=new)])]
    )
    pieces = diff_pieces(found, refs("9001-01", "9002-01"), itertools.count(1))
    assert (column(pieces, "old"), column(pieces, "new")) == (old, new)


def test_each_column_of_the_invented_notices_is_its_text(invented: Content) -> None:
    """The same for tasks that were split, merged and had clauses moved."""
    tasks = {str(t.id): t for held in invented.notices for t in held.notice.tasks}
    for detail in (d for c in compare_all(invented) for d in c.details):
        bodies = [g for g in detail.groups or () if (g.old or g.new)[0].sentence != "h"]
        pieces = diff_pieces(bodies, refs(*tasks), itertools.count(1))
        for side, keys in (("old", detail.link.old), ("new", detail.link.new)):
            text = "".join(s.text for key in keys for s in tasks[key].sentences)
            assert column(pieces, side) == text


def test_only_long_unchanged_text_is_folded(invented: Content) -> None:
    """What is folded is unchanged, long, and told by its length; the notices have some of it."""
    tasks = {str(t.id): t for held in invented.notices for t in held.notice.tasks}
    folded = [
        piece
        for comparison in compare_all(invented)
        for detail in comparison.details
        for piece in diff_pieces(detail.groups or (), refs(*tasks), itertools.count(1))
        if piece.folded
    ]
    assert folded
    for piece in folded:
        assert {run.op for run in piece.runs} == {"="}
        assert piece.folded == len("".join(run.text for run in piece.runs)) > FOLD


@pytest.mark.parametrize("place", ["compare/9001/9002/index.md", "9002/07/index.md"])
def test_folds_stand_in_both_views(place: str, pages: Pages) -> None:
    """The columns and the inline view both fold unchanged text away."""
    assert re.search(r"…（略 \d+ 字，未变）</summary><a href=[^>]+#s\d", pages[place])


def test_a_move_names_its_other_place(pages: Pages) -> None:
    """Both ends of a move have an id, name each other, and say where, in a merge with the task."""
    page = pages["compare/9001/9002/index.md"]
    starts = set(re.findall(r'id="m-(\d+)-old"', page))
    assert starts and starts == set(re.findall(r'id="m-(\d+)-new"', page))
    for number in starts:
        assert f'href="#m-{number}-old"' in page and f'href="#m-{number}-new"' in page
    assert '<a href="#m-1-old">从（二）第1句移来</a>' in page
    assert '<a href="#m-1-new">移到第1句</a>' in page


def test_every_group_says_what_it_compares(pages: Pages) -> None:
    """Year, document number, task number and link stand in each group; rows lead to sentences."""
    found = groups(pages["compare/9001/9002/index.md"])
    assert len(found) == 8
    for group in found:
        for year, number in (("9001", "屿规〔9001〕7号"), ("9002", "屿规〔9002〕11号")):
            assert f"{year}年 · {number}" in group
            assert re.search(rf'<a href="../../../{year}/\d\d/">（[一二三四五六七八九十]+）', group)
            if "kt-diff" in group:
                assert re.search(
                    rf'<a href="../../../{year}/\d\d/#s\d+" aria-label="{year}年', group
                )


def test_agencies_are_links_whatever_became_of_them(pages: Pages) -> None:
    """Joined, left, renamed or first: a body's name leads to its page."""
    page = pages["compare/9002/9003/index.md"]
    lines = re.findall(r"<li[^>]*><b>(?:增|减|更名)</b> (.*?)</li>", page)
    assert lines
    for line in lines:
        bare = re.sub(r"<a [^>]*>.*?</a>|<small>.*?</small>", "", line)
        assert not bare.strip(" 、→"), line
    chaoxin = '<a href="../../../agencies/chaoxin/">潮信总署</a>'
    assert f"→{chaoxin}由负责改为牵头" in page
    # 牵头 is told as a role, not once more as the place in the list.
    assert "<b>首位</b>" not in page


def test_the_summary_can_be_read_aloud(pages: Pages) -> None:
    """Tasks, agencies and figures are counted in a sentence; the counts are those of the groups."""
    page = pages["compare/9002/9003/index.md"]
    assert "9002年11项 → 9003年10项：延续 7，合并 2，新增 1，未再列出 0。" in page
    said = re.search(
        r"单位：增 (\d+)，减 (\d+)，职责变化 (\d+)，首位变化 (\d+)，更名 (\d+)；", page
    )
    assert said
    for count, word in zip(said.groups(), ("增", "减", "职责", "首位", "更名"), strict=True):
        lines = re.findall(rf"<b>{word}</b> (.*?)</li>", page)
        names = [re.sub(r"<small>.*", "", line).count("</a>") for line in lines]
        wanted = sum(names) if word in "增减" else len(lines)
        assert int(count) == wanted, word


def test_who_gained_and_who_lost(pages: Pages) -> None:
    """The overview of agencies has tasks that joined, came new, are gone, and first places."""
    page = pages["compare/9001/9002/index.md"]
    table = page[page.index('id="agencies"') : page.index("kt-method")]
    rows = {plain(r.split("</th>")[0]): plain(r) for r in re.findall(r"<tr>.*?</tr>", table)[1:]}
    assert rows["稻田署"] == "稻田署23（七）"
    assert rows["渡津部"] == "渡津部44（六）未再列出不再列（六）"
    assert rows["鹿鸣院"] == "鹿鸣院—1（三）新增新列（三）"


def test_what_the_clauses_say_besides_names(invented: Content, pages: Pages) -> None:
    """A date that came and a list that was closed are changes too, on the page and the terminal."""
    page = pages["compare/9001/9002/index.md"]
    assert "<li><b>时限</b> 未写 → 9002年底完成</li>" in page
    assert "    时限：未写 → 9002年底完成" in comparison_text(
        compare(invented, "9001", "9002"), invented, WORDS
    )
    assert "<b>名单</b> 以“等”字结尾 → 没有“等”字" in pages["compare/9002/9003/index.md"]


def test_a_changed_heading_is_a_row(pages: Pages) -> None:
    """A changed heading has its row, named as such and linked; an unchanged one has none."""
    page = pages["compare/9001/9002/index.md"]
    row = re.search(r'<tr class="kt-h"><td>(.*?)</td>', page)
    assert row and 'href="../../../9001/01/#h" aria-label="9001年（一）标题"' in row[1]
    unchanged = next(g for g in groups(page) if "（三）完善渡船票价机制" in g)
    assert "kt-h" not in unchanged


def test_new_names_are_counted_with_their_switch(pages: Pages) -> None:
    """A body's new name among those responsible is noise like one in the text."""
    assert "机构更名（2 处）" in pages["compare/9002/9003/index.md"]
    assert pages["compare/9002/9003/index.md"].count('<li class="kt-x-name">') == 2


def test_the_list_of_comparisons(pages: Pages, real: Pages) -> None:
    """New and no longer listed tasks are counted where both texts are held, and nowhere else."""
    invented = plain(pages["compare/index.md"])
    assert "9001→9002延续6，拆分1，合并1，新增2，未再列出1" in invented
    pairs = real["compare/index.md"].partition('id="pairs"')[2]
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", pairs)
    assert len(rows) == 10 and not any("新增" in row or "未再列出" in row for row in rows)


def test_a_theme_says_what_the_program_did_not_find(waiting: Pages) -> None:
    """Where a proposed theme joins tasks without a link, both say so, with links to both."""
    real = waiting
    said = "可能与{}年（一）是同一件事（未确认，见主题“放开放宽落户”）。"
    for path, other in (("2022/01", "2021"), ("2018/01", "2019"), ("2021/01", "2022")):
        page = real[f"{path}/index.md"]
        assert said.format(other) in plain(page), path
        part = page[re.search(rf"可能与{other}年", page).start() :].partition("</p>")[0]
        assert 'href="../../themes/hukou/"' in part and f'href="../../{other}/01/"' in part
    assert "没有找到对应" not in plain(real["2022/01/index.md"])
    page = plain(real["2021/01/index.md"])
    assert "另可能与2020年（一）、（三）是同一件事（未确认，见主题“放开放宽落户”）" in page
    page = plain(real["compare/2020/2021/index.md"])
    assert f"督促城区常住人口300万以下城市全面取消落户限制{said.format('2021')}" in page
    assert "（一）、（三）（一）主题“放开放宽落户”的提议" in page
    rows = plain(real["compare/index.md"])
    wanted = "没有对得上的；另有提议：放开放宽落户、城市群2018"
    assert f"2018→2019{wanted}→2020" in rows
    page = plain(real["themes/hukou/index.md"])
    joined = "提议是同一件事。"
    assert f"2020年（一）、（三）与2021年（一）：{joined}" in page
    assert joined not in plain(real["themes/public-services/index.md"])


def test_a_theme_says_no_more_than_it_joins(real: Pages, copy: Path) -> None:
    """Linked tasks are not told again; what an editor confirmed or keeps apart is no proposal."""
    assert "是同一件事（" not in real["2020/09/index.md"]
    path = copy / "themes.yml"
    own = yaml.safe_load(path.read_text("utf-8"))
    own["decisions"] = [{"old": "2018-01", "new": "2019-01", "verdict": "rejected", "reason": "异"}]
    path.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    found = {f.path: f.data for f in outputs_of(load_content(copy), ROOT / "templates")}
    assert "是同一件事（" not in plain(found["2018/01/index.md"].decode())
    own["decisions"], own["themes"][0]["state"] = [], "confirmed"
    path.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    found = {f.path: f.data for f in outputs_of(load_content(copy), ROOT / "templates")}
    page = plain(found["2018/01/index.md"].decode())
    assert "编者已确认" in page and "未确认" not in page
    assert "编者判断是同一件事" not in plain(found["themes/hukou/index.md"].decode())


def test_guesses_are_counted_as_guesses(waiting: Pages, real: Pages) -> None:
    """Where only headings are known the summary and the list say how sure the links are."""
    page = plain(waiting["compare/2020/2021/index.md"])
    assert "2021年知道的6项里，5项可能接着2020年（2项较有把握）。" in page
    listed = plain(waiting["compare/index.md"])
    assert "2020→20212021年知道的6项里5项（2项较有把握）" in listed
    page = plain(waiting["compare/2019/2020/index.md"])
    assert "2019年知道的8项里，6项可能延续到2020年（4项较有把握）。" in page
    page = plain(real["compare/2019/2020/index.md"])
    assert "2019年知道的8项里，6项延续到2020年（编者已确认）。" in page
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", waiting["compare/index.md"])
    assert not any("延续" in plain(row) for row in rows)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("9002/05", "拆分由9001年（四）推进星湾岛群建设拆出，同时拆出（四）编制星湾岛群规划对应"),
        ("9001/04", "拆分拆成9002年（四）编制星湾岛群规划、（五）建设环湾渡轮专线对应"),
        ("9002/01", "合并由9001年（一）全面放开小岛登岸限制、（二）降低大岛登岸门槛并成编者"),
        ("9001/02", "合并与（一）全面放开小岛登岸限制一起并入9002年（一）有序放开放宽登岸限制编者"),
    ],
)
def test_splits_and_merges_have_a_direction(path: str, said: str, pages: Pages) -> None:
    """A task's page says out of what it came or into what it went, and with which others."""
    page = pages[f"{path}/index.md"]
    assert said in plain(page)
    part = page[page.index(f"<b>{said[:2]}</b>") :].partition("</p>")[0]
    assert part.count("<a ") >= 3 and f'href="../../{path}/"' not in part


def test_inline_what_is_gone_has_its_task(pages: Pages) -> None:
    """In a merge the new column names the old task and sentence of what is gone, once in a row."""
    page = pages["compare/9001/9002/index.md"]
    assert re.search(r'class="kt-was" href="[^"]+/9001/02/#h" [^>]+>原（二）标题</a><del>', page)
    assert re.search(r'aria-label="原（二）1，9001年（二）第1句">原（二）1</a><del>', page)
    for group in groups(page)[1:]:
        assert "kt-was" not in group
    assert page.count("原（二）1</a>") == 1
    assert "原（二）标题" in pages["9002/01/index.md"]


def test_inline_a_move_leaves_words(pages: Pages) -> None:
    """Where a clause moved away it is said how much of which sentence stood there."""
    for path in ("compare/9001/9002/index.md", "9001/01/index.md"):
        assert re.search(r"此处 9 字</em><small class=\"kt-tag\"><a href=[^>]*>移到", pages[path])


def test_the_table_of_the_flow_keeps_its_columns(real: Pages, pages: Pages) -> None:
    """What stands alone stands under its own year, by number; without one, apart, by heading."""
    page = real["compare/2018/2019/index.md"]
    table = page[page.index("kt-twin-table") :].partition("</table>")[0]
    rows = [
        [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr>.*?</tr>", table)[1:]
    ]
    assert all(len(row) == 3 for row in rows)
    assert rows[-2][:2] == ["编号不详加快培育新生中小城市", ""]
    assert rows[-1][0] == "" and rows[-1][1].startswith("（二）、（五）（六）推断")
    assert rows[-1][1].count("编号不详") == 1
    assert "colspan" not in table
    table = pages["compare/9001/9002/index.md"]
    assert "延续 <small" in table and "延续，<small" not in table


def test_the_strip_marks_a_tasks_own_year(real: Pages) -> None:
    """Of the years under a task its own one is marked, and no other."""
    for path in ("2020/07", "2021/01"):
        strip = real[f"{path}/index.md"].partition('<ol class="kt-years">')[2]
        marked = re.findall(r'aria-current="true"><b>(\d+)', strip)
        assert marked == [path[:4]]


def test_the_whole_method_is_on_the_page(pages: Pages) -> None:
    """Name, version and every parameter, in words; the data have the name as an id."""
    page = pages["compare/9001/9002/index.md"]
    method = page[page.index('class="kt-method"') :]
    wanted = json.loads(json.dumps(METHOD))  # plain values, as in the data
    assert re.search(rf"方法：双向最佳合并（[^a-z]+），第 {wanted['version']} 版", method)
    assert json.loads(pages["data/v1/compare/9001/9002.json"])["method"]["name"] == wanted["name"]
    found = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", method))
    values = list(leaves(wanted["parameters"]))
    assert len(found) == len(values)
    for value in values:
        text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        assert text in found.values() or text.startswith("characters")
    assert not any(re.search("[a-z]", name) for name in found)


def leaves(values: dict[str, object]) -> Iterator[object]:
    """The values that are no mappings, in order."""
    for value in values.values():
        if isinstance(value, dict):
            yield from leaves(value)
        else:
            yield value


def test_partial_lists_say_neither_joined_nor_left(real: Pages) -> None:
    """Where a notice's text is not held nobody joins, leaves or changes place: only who is seen."""
    for path, page in real.items():
        if re.match(r"compare/\d+/\d+/|\d{4}/\d\d/|themes/.+/", path):
            assert not re.search(r"<b>(增|减|首位|更名)</b>", page), path
    page = real["compare/2019/2020/index.md"]
    assert re.search(r"<b>两年都有</b> <a [^>]*>公安部</a>", page)
    assert re.search(r"<b>只见于2020年</b> .*?<small>2019年只知道一些单位</small>", page)
    assert "2020年只知道一些单位" not in page


def test_facts_stand_side_by_side(real: Pages) -> None:
    """Without texts the editors' subjects are compared: sentence or fact, each with how sure it is."""
    page = real["compare/2019/2020/index.md"]
    table = page[page.index("kt-subjects") : page.index('id="links"')]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)
    assert len(rows) == 3
    for row in rows:
        assert 'href="../../../figures/#' in row
        assert re.search(r'href="../../../2020/(\d\d/)?#[hsp]', row)
        assert re.search(r'class="kt-fact" data-mark="(转|报)"><span>(见于转载|据报道)</span>', row)


def test_tasks_that_stand_alone_are_named_once(real: Pages, content: Content) -> None:
    """Beside the map, the heading of a task without a link stands in one list, with its number."""
    comparison = compare(content, "2019", "2020")
    page = re.sub(r"(?s)<svg.*?</svg>", "", real["compare/2019/2020/index.md"])
    held = {task.id: task for h in content.notices for task in h.notice.tasks}
    alone = [task for key, task in held.items() if str(key) in comparison.alignment.added]
    assert len(alone) >= 20
    numbers = re.findall(r'<td class="kt-loose-ones">(.*?)</td>', page)[-1]
    for task in alone:
        listed = f"<span>{task.label}</span>{task.heading}"
        assert numbers.count(f">{task.label}</a>") == 1 and page.count(listed) == 1


def test_what_changed_for_an_agency(pages: Pages) -> None:
    """From year to year: tasks that joined, came new, are gone; first places; what was taken over."""
    page = pages["agencies/qingtai/index.md"]
    assert '<dt>新列入</dt><dd>9003<a href="../../9003/01/">（一）持续放宽登岸限制</a>' in page
    assert '<dt>新增任务</dt><dd>9002<a href="../../9002/03/">' in page
    page = pages["agencies/dujin/index.md"]
    assert '<dt>未再列出</dt><dd>9001<a href="../../9001/06/">（六）清理旧码头</a>' in page
    assert "没有找到对应；不等于取消" in page
    page = pages["agencies/guihua/index.md"]
    assert '<dt>不再列首位</dt><dd>9002<a href="../../9002/01/">' in page
    page = pages["agencies/chaoxin/index.md"]
    assert '<dt>新列首位</dt><dd>9003<a href="../../9003/01/">' in page
    assert '（原由<a href="../chaoxi/">潮汐署</a>）' in page


def test_forerunners_and_followers(pages: Pages, real: Pages) -> None:
    """An agency's page links the body before it or after it and lists that body's tasks."""
    page = pages["agencies/chaoxin/index.md"]
    part = page[page.index("前身：") :]
    assert '<a href="../chaoxi/">潮汐署</a>' in part
    assert 'href="../../9001/09/"' in part and 'href="../../9002/09/"' in part
    assert '后继：<a href="../chaoxin/">潮信总署</a>' in pages["agencies/chaoxi/index.md"]
    assert "后继国家金融监督管理总局2023年5月18日" in plain(real["agencies/cbirc/index.md"])
    poverty = "国务院扶贫开发领导小组办公室全称待核先改为国家乡村振兴局，2021年2月沿革待核"
    assert poverty in plain(real["agencies/mara/index.md"])


def test_agencies_have_the_names_that_texts_print(real: Pages) -> None:
    """No form of the registry is shown as a text's own that stands in none."""
    page = plain(real["agencies/nbs/index.md"])
    assert "原文写作：统计局" in page and "、国家统计局" not in page
    assert "全称待核" in plain(real["agencies/ufwd/index.md"])
    assert "全称待核" not in page


def test_known_lists_may_be_partial(real: Pages) -> None:
    """Of years without a text no agency gains or loses a task."""
    for path, page in real.items():
        if path.startswith("agencies/") and "逐年的变化" in page:
            steps = page[page.index("逐年的变化") :]
            assert not re.search("<dt>(新列入|不再列入|未再列出|新列首位|不再列首位)", steps), path
    page = real["agencies/mps/index.md"]
    assert "<dt>两年都有</dt>" in page and "年只知道一些单位</small>" in page


def test_with_whom_is_counted(pages: Pages) -> None:
    """The bodies that share tasks stand on an agency's page with how many."""
    part = pages["agencies/chaoxin/index.md"].split("共同负责")[1]
    (bar,) = re.findall(r'<a href="../yuncang/">云仓局</a>(<svg.*?</svg>)<small>2 项</small>', part)
    assert 'width="8"' in bar and 'd="M0 0h8v8H0z"' in bar


def test_a_proposed_line_of_work_is_on_its_tasks_pages(pages: Pages) -> None:
    """A task in a line that only the program found shows it, and says that nobody confirmed it."""
    page = pages["9002/03/index.md"]
    part = page[page.index("程序推测") :]
    assert 'class="kt-lineage kt-unsure"' in part and 'href="../../9003/02/"' in part
    confirmed = pages["9002/01/index.md"]
    assert "编者已确认" in confirmed and 'class="kt-lineage">' in confirmed
    assert "程序推测" not in confirmed


def test_a_line_that_reaches_beyond_a_theme(real: Pages) -> None:
    """Tasks that the program would add to a theme are listed, and have the line on no theme's page."""
    page = real["themes/index.md"]
    part = page[page.index("也许该并入已有主题的") :]
    assert "metropolitan-areas/" in part and "建设轨道上的城市群和都市圈" in part


def test_the_terminal_says_as_much(invented: Content, content: Content) -> None:
    """First places, unchanged and rewritten text, mere punctuation, what may belong together."""
    text = comparison_text(compare(invented, "9002", "9003"), invented, WORDS)
    assert (
        "职责：潮汐署→潮信总署由负责改为牵头" in text and "文字未变" in text and "整句改写 " in text
    )
    assert "只改标点 " in comparison_text(compare(invented, "9001", "9002"), invented, WORDS)
    real = comparison_text(compare(content, "2019", "2020"), content, WORDS)
    assert "可能相关" in real and "两年都有：公安部" in real
    assert "只见于2020年：发展改革委（2019年只知道一些单位）" in real
    assert not re.search("^ +(增|减|首位)：", real, re.MULTILINE)


def test_proposals_fit_the_editors_file(invented: Content, tmp_path: Path) -> None:
    """What `keytasks themes` writes can be pasted: ids, names and reasons are there."""
    compared = compare_all(invented)
    text = proposals_text(invented, lineages(invented, compared), compared, WORDS)
    assert "lighthouses  灯塔" in text
    new = yaml.safe_load(text)["themes"]
    assert "完善渡船票价机制" in [theme["name"] for theme in new]
    assert all(t["reason"].startswith("程序推测：9") and "分（全文）" in t["reason"] for t in new)
    copy = Path(shutil.copytree(CORPUS, tmp_path / "content"))
    path = copy / "themes.yml"
    own = yaml.safe_load(path.read_text("utf-8"))
    own["themes"] += new
    path.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    loaded = load_content(copy)
    assert len(loaded.themes) == 2 + len(new)
    again = compare_all(loaded)
    assert (
        yaml.safe_load(proposals_text(loaded, lineages(loaded, again), again, WORDS))["themes"]
        == []
    )


def test_weak_links_and_longer_themes_are_proposed(copy: Path) -> None:
    """Links of low trust come as decisions that still have to be made, themes with more tasks."""
    facts = copy / "notices/2021/facts.yml"
    # With one heading less to choose from, the link that is wanted is one of low trust.
    lines = [line for line in facts.read_text("utf-8").splitlines() if "人才入乡就业" not in line]
    facts.write_text("\n".join(lines) + "\n", "utf-8")
    content = load_content(copy)
    compared = compare_all(content)
    found = yaml.safe_load(proposals_text(content, lineages(content, compared), compared, WORDS))
    weak = found["decisions"]
    reasons = {(d["old"], d["new"]): d["reason"] for d in weak}
    assert re.fullmatch(r"程序推测：0\.\d\d分，只比标题", reasons["2020-06", "2021-04"])
    longer = next(theme for theme in found["themes"] if theme["id"] == "metropolitan-areas")
    assert {"2019-05", "2020-09"} < set(longer["tasks"])
    path = copy / "themes.yml"
    own = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump(own | {"decisions": weak}, allow_unicode=True), "utf-8")
    with pytest.raises(ContentError, match="a decision confirms or rejects"):
        load_content(copy)


def test_the_worked_example(real: Pages) -> None:
    """The method page has an invented comparison made by the engine, with every kind of change."""
    page = real["method/index.md"]
    assert page.count("虚构示例") >= 1 and "[[example]]" not in page
    for sign in ("<ins>", "<del>", 'class="kt-moved', "整句改写", "<b>拆分</b>", "<b>更名</b>",
                 'class="kt-x-numeral"', 'class="kt-fold"'):  # fmt: skip
        assert sign in page, sign
    assert "屿规〔9001〕7号" in page and "不可引用" in page


def test_fiction_stays_on_its_page(real: Pages, site: Path) -> None:
    """Nothing of the worked example is in the data, the search index, the ledger or another page."""
    for path, text in real.items():
        if path != "method/index.md":
            assert "屿规" not in text and "云屿国" not in text, path
    addresses = public_addresses(page_index(site))
    assert [a for a in addresses if a.startswith("/method/")] == ["/method/"]
    assert not any("900" in address for address in addresses)


def test_the_example_is_fiction_or_nothing(copy: Path) -> None:
    """A real notice as an example, and a page that shows an example that is not there: Problems."""
    series = copy / "example/series.yml"
    text = series.read_text("utf-8")
    series.write_text(text.replace("fiction: true", "fiction: false"), "utf-8")
    with pytest.raises(ContentError, match="not marked as fiction"):
        load_content(copy)
    shutil.rmtree(copy / "example")
    with pytest.raises(ContentError, match="there is no example/"):
        load_content(copy)


def test_a_comparison_is_light(tmp_path: Path) -> None:
    """Two notices of 28 tasks, with all that changes in a year: at most 150 KB, 30 KB packed."""
    folder = write_content(tmp_path / "content", 56)
    out = tmp_path / "site"
    build_site(root=ROOT, content_dir=folder, out=out, progress=lambda _: None, check_ledger=False)
    page = (out / "compare/9001/9002/index.html").read_bytes()
    assert page.count(b'class="kt-group"') > 20
    assert len(page) <= 150_000
    assert len(gzip.compress(page, 6)) <= 30_000
