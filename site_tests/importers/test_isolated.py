"""The limited child: it reads where the system has no limits, and its own words reach the message."""

import pytest

from generator.importers import isolated
from generator.importers.sources import RawSource, SourceError
from site_tests.systems import limits

SOURCE = RawSource(name="通知.txt", data="甲".encode())
START = "import sys\n{}\nfrom generator.importers.isolated import main\nsys.exit(main())"
SYSTEMS = {
    "no module": "sys.modules['resource'] = None",
    "limits refused": "import resource\ndef no(*_): raise ValueError('refused')\nresource.setrlimit = no",
    "no right to set them": "import resource\ndef no(*_): raise PermissionError\nresource.setrlimit = no",
    "no limit of memory": "import resource; del resource.RLIMIT_AS",
    "a lower limit": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (9, 9))",
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_it_reads_on_any_system(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are not there, or refused, or lower already, keep nobody from reading."""
    if name != "no module":
        pytest.importorskip("resource")
    if name == "a lower limit":
        limits()
    monkeypatch.setattr(isolated, "COMMAND", ("-c", START.format(SYSTEMS[name])))
    assert isolated.read_isolated(SOURCE).lines == ("甲",)


def test_the_clock_is_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any limit of the system a reader that never ends is stopped by the parent."""
    monkeypatch.setattr(isolated, "COMMAND", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(isolated, "WALL_SECONDS", 0.5)
    with pytest.raises(SourceError, match="took too long"):
        isolated.read_isolated(SOURCE)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            r"raise RuntimeError('\u7532 is no \u4e59')",
            r"the reader failed: RuntimeError: 甲 is no 乙\n",
        ),
        ("import sys; sys.exit('no such codec')", r"the reader failed: no such codec\n"),
        ("raise RuntimeError('x' * 999)", r"the reader failed: RuntimeError: x{1,190}\n"),
        ("raise MemoryError", "too much memory or time"),
        ("import sys; sys.exit(3)", "too much memory or time"),
        ("import os; os._exit(1)", "too much memory or time"),
    ],
)
def test_the_childs_words(code: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that fails says why; only one that dies without a word took too much."""
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(isolated, "COMMAND", ("-c", code))
    with pytest.raises(SourceError, match=said) as caught:
        isolated.read_isolated(SOURCE)
    assert caught.value.hint
