"""`keytasks serve` while someone edits: mistakes are told, the last good site stays, mending helps."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SECONDS = 60


def _heed_ctrl_c() -> None:
    """A shell starts what runs in its background deaf to Ctrl-C, and so all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Serving:
    """A running `keytasks serve` on a project."""

    def __init__(self, project: Path) -> None:
        self.project, self.errors = project, project.parent / "errors.txt"
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-m", "generator", "serve", "--address", self.address]
        environment = dict(os.environ, TMPDIR=str(project.parent), KEYTASKS_SITE_URL="")
        with self.errors.open("w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(
                command,
                cwd=project,
                env=environment,
                stderr=errors,
                stdout=errors,
                preexec_fn=_heed_ctrl_c,
            )

    def page(self, path: str = "/about/") -> str:
        with urllib.request.urlopen(f"http://{self.address}{path}", timeout=SECONDS) as answer:
            return str(answer.read().decode())

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < end and self.process.poll() is None, self.told()
            time.sleep(0.1)

    def told(self) -> str:
        return self.errors.read_text("utf-8")

    def answers(self) -> bool:
        try:
            return bool(self.page())
        except (urllib.error.URLError, ConnectionError):
            return False


@pytest.fixture
def serving(project: Path) -> Iterator[Serving]:
    """A copy of the project, served; the process ends with the test."""
    server = Serving(project)
    try:
        server.until(server.answers)
        yield server
    finally:
        server.process.send_signal(signal.SIGINT)
        try:
            server.process.wait(20)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()


MISTAKES = {
    "content/pages/about.md": ("<b>x</b>", "content/pages/about.md:", "raw HTML"),
    "templates/pages/coverage.md": ("{{ nobody }}", "templates/pages/coverage.md:", "'nobody' is"),
    "overrides/main.html": (
        "{% block footer %}{{ nobody.name }}{% endblock %}",
        "overrides/main.html:",
        "'nobody' is undefined",
    ),
}


def test_mistakes_while_editing(serving: Serving) -> None:
    """After each mistake every page is still answered, the Problem is told, and mending is seen."""
    good = serving.page().partition("</article>")[0]
    assert "关于本站" in good
    serving.until(lambda: "不会重新生成" in serving.told())
    (watched,) = (line for line in serving.told().splitlines() if line.startswith("改动这些"))
    assert {"content", "templates", "overrides", "mkdocs.yml"} <= set(
        watched.split("：")[1].split()
    )
    for number, (name, (mistake, place, message)) in enumerate(MISTAKES.items(), 1):
        path = serving.project / name
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n{mistake}\n", "utf-8")
        serving.until(lambda n=number: serving.told().count("last good site") == n)
        assert serving.page().startswith(good)
        assert "收录情况" in serving.page("/coverage/")
        assert place in serving.told() and message in serving.told()
        assert "Traceback" not in serving.told()
        path.write_text(text, "utf-8")
        with (serving.project / "content/pages/about.md").open("a", encoding="utf-8") as page:
            page.write(f"\n修好了{number}\n")
        serving.until(lambda n=number: f"修好了{n}" in serving.page())
        assert "已重新生成" in serving.told() and "content/pages/about.md" in serving.told()
        good = serving.page().partition("</article>")[0]


def test_a_flood_is_told_briefly(serving: Serving) -> None:
    """Of many Problems the first ten are told, and how many more there are."""
    path = serving.project / "content/pages/about.md"
    path.write_text(path.read_text("utf-8") + "<b>x</b>\n" * 40, "utf-8")
    serving.until(lambda: "last good site" in serving.told())
    assert serving.told().count("raw HTML") == 10
    assert "and 30 more; see keytasks check" in serving.told()


def test_it_leaves_nothing_behind(project: Path) -> None:
    """Stopped with Ctrl-C it ends quietly, and its folders are gone."""
    server = Serving(project)
    try:
        server.until(server.answers)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0, server.told()
    finally:
        server.process.kill()
        server.process.wait()
    assert sorted(p.name for p in project.parent.iterdir()) == ["errors.txt", "project"]
