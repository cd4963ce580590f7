"""An invented province beside the invented country: its notices, its body, which tasks it takes up.

Fiction. The national notices are those of the corpus; `TAKEN_UP` is what the province takes up of 9001's,
as its sentences were written (the first task has a sentence of two national ones). Run as a module
it writes all of it to a folder, in the place of what it wrote there before: `make demo` serves that.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from site_tests.invented import notice_files

CORPUS = Path(__file__).parent / "corpus/content"
SERIES = """\
name: 云屿国
others:
  - id: yunxi
    label: 云溪省
    title: 云溪省渡运年度重点任务（虚构）
    issuer: 云溪省规划所
    members:
      - {id: yunxi-9001, number: 溪规〔9001〕3号, state: seen}
      - {id: yunxi-9002, number: 溪规〔9002〕4号, state: seen}
      - {id: yunxi-9003, number: 溪规〔9003〕2号, state: secondary}
    absent: 虚构：9004年起未见
"""
AGENCY = """\
  - id: yunxi-ferries
    name: 云溪省渡津厅
    printed: [省渡津厅]
    press: []
    english: "Ferries Department of Yunxi"
    kind: provincial
    series: [yunxi]
    since: null
    until: null
    predecessors: []
    successors: []
    unverified: []

"""
TEXTS = {
    "yunxi-9001": """\
# 云溪省规划所关于实施云溪省9001年渡运重点任务的通知

溪规〔9001〕3号

各县，省有关部门：

现就云溪省9001年渡运重点任务通知如下。

### 一、全面放开县内小岛登岸限制。

全面放开县内小岛登岸限制。
渔民凭船票在所在县登记为岛民，登记手续在2日以内办完。

> （省渡津厅负责）

### 二、改造老旧渡口。

支持沿江各县改造老旧渡口，补齐候船棚、饮水处和避风墙。
每县先改造两处。

> （省渡津厅等负责）

### 三、建设竹编工坊。

在竹乡建设竹编工坊，每村至少一间。
组织手艺人带徒弟。

> （省渡津厅负责）

### 四、发展云上仓储。

在气流平稳的山口试建云仓，储粮总量达到2万石。
建立粮情日报制度，向县民公开。

> （省渡津厅负责）
""",
    "yunxi-9002": """\
# 云溪省规划所关于实施云溪省9002年渡运重点任务的通知

溪规〔9002〕4号

各县，省有关部门：

现就云溪省9002年渡运重点任务通知如下。

### 一、改造老旧渡口。

支持沿江各县改造老旧渡口，补齐候船棚、饮水处和避风墙。
每县改造四处。

> （省渡津厅牵头）

### 二、建设竹编工坊。

在竹乡建设竹编工坊，每村至少两间。

> （省渡津厅负责）
""",
}
TAKEN_UP = {
    ("9001-01", "yunxi-9001-01"),
    ("9001-02", "yunxi-9001-01"),
    ("9001-07", "yunxi-9001-02"),
    ("9001-08", "yunxi-9001-04"),
}
"""The national tasks of 9001 that the province's notice of the year takes up; its third is its own."""
ASKED = """\
# Fiction.
comparisons:
  - {old: "9001", new: yunxi-9001, reason: 同一年的全国和云溪省（虚构）}
"""


def write_provincial(folder: Path, *, asked: bool = False) -> Path:
    """The corpus in `folder`, which is not there yet, with the province; `asked` adds a comparison."""
    shutil.copytree(CORPUS, folder)
    _append(folder / "series.yml", SERIES)
    agencies = folder / "agencies.yml"
    text = agencies.read_text("utf-8").replace("\nothers:", f"\n{AGENCY}others:")
    agencies.write_text(text, "utf-8")
    for key, body in TEXTS.items():
        (folder / "notices" / key).mkdir()
        for path, text in notice_files(key, "yunxi", body):
            (folder / path).write_text(text, "utf-8")
    if asked:
        (folder / "comparisons.yml").write_text(ASKED, "utf-8")
    return folder


def main(folder: Path) -> None:
    """The corpus with the province and its comparison, in a folder of its own."""
    if folder.exists():
        shutil.rmtree(folder)
    write_provincial(folder, asked=True)


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
