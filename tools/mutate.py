"""Mutation testing of the modules in `mutate.toml`: `python tools/mutate.py [-j JOBS] [PART OF A NAME …]`.

Each fault of `mutations.py` is put into its module alone, in a process of its own, and the module's
fast tests run until one fails. Printed are the faults that no test sees, and for each module how many
of those that change anything were seen. `mutate.toml` names the tests of a module and the faults that
change nothing (`same`), each with the reason; one that a test sees, or that is no more, is told. Exit
code 1 where a module is below the bar or `same` is not true.

A fork holds all packages already and imports only the project anew, so that a mutant costs the time
of its tests. Time is processor time: a crowded machine does not count as an endless loop.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.abc
import importlib.util
import io
import os
import resource
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import pytest  # noqa: E402  # the folders above come first
from mutations import Mutation, mutations  # noqa: E402

SEEN, UNSEEN, BROKEN = "killed", "survived", "does not import"
SECONDS = 10
"""Processor time beyond three times that of the tests, after which a mutant counts as endless."""
LONGEST = 600
"""Seconds on the clock, for one that waits."""
MEMORY = 4 << 30
"""Bytes that a mutant may ask for."""
BROKEN_CODE = 77


@dataclass(frozen=True)
class Target:
    """A module, its fast tests, and the faults in it that change nothing, with the reason."""

    module: str
    tests: tuple[str, ...]
    same: dict[str, str]

    @property
    def path(self) -> Path:
        return ROOT / f"{self.module.replace('.', '/')}.py"


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a changed tree."""

    def __init__(self, target: Target, tree: ast.Module) -> None:
        self.target, self.tree = target, tree

    def find_spec(self, name: str, path: object, target: object = None):  # type: ignore[no-untyped-def]
        if name == self.target.module:
            return importlib.util.spec_from_loader(name, self, origin=str(self.target.path))
        return None

    def exec_module(self, module) -> None:  # type: ignore[no-untyped-def]
        exec(compile(self.tree, str(self.target.path), "exec"), module.__dict__)


def targets(text: str, wanted: Sequence[str]) -> list[Target]:
    """What mutate.toml lists, as far as a part of its name was asked for."""
    rows = tomllib.loads(text)["modules"]
    return [
        Target(name, tuple(row["tests"]), row.get("same", {}))
        for name, row in rows.items()
        if not wanted or any(part in name for part in wanted)
    ]


class _Fast:
    """Leaves out tests that need what takes long: the shipped content, a built site, a browser.

    Properties, which take many examples, come behind the rest.
    """

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        slow = {"content", "site", "demo", "browser"}
        items[:] = [i for i in items if not slow & {*getattr(i, "fixturenames", ())}]
        items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


def run_tests(target: Target) -> int:
    """The exit code of the target's tests, in this process."""
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutate",
        database=None,
        derandomize=True,
        max_examples=30,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.load_profile("mutate")
    # What a fork holds already pytest cannot rewrite; the plugins' asserts are none of ours.
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning", "-p", "no:cacheprovider"]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return int(pytest.main(["-x", "-q", *quiet, *target.tests], plugins=[_Fast()]))


def in_child(work: Callable[[], int], seconds: float) -> int:
    """Starts `work` in a fork; the process id. Its exit code is what `work` returns."""
    if child := os.fork():
        return child
    code = 1
    try:
        limit = int(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def mutant(target: Target, tree: ast.Module, mutation: Mutation) -> int:
    """The exit code of the tests with the fault in place."""
    mutation.apply()
    sys.meta_path.insert(0, _Mutated(target, tree))
    try:
        importlib.import_module(target.module)
    except Exception:
        return BROKEN_CODE
    return run_tests(target)


def packages(target: Target) -> list[str]:
    """The modules of other packages that the tests import, found out in a fork that runs them."""
    read, write = os.pipe()

    def told() -> int:
        code = run_tests(target)
        os.write(write, "\n".join(n for n in sys.modules if not _ours(n)).encode())
        return code

    child = in_child(told, LONGEST)
    os.close(write)
    with os.fdopen(read) as pipe:
        names = pipe.read().split("\n")
    if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(f"{target.module}: its tests fail without any fault (exit code {code})")
    return names


def _ours(name: str) -> bool:
    return name.partition(".")[0] in ("generator", "site_tests", "conftest", "__main__")


def measure(target: Target, jobs: int, say: Callable[[str], None]) -> bool:
    """Runs all faults of a module and prints what came of them; whether that is good enough."""
    for name in packages(target):
        with redirect_stderr(io.StringIO()):
            try:
                importlib.import_module(name)
            except Exception:
                continue
    begun = os.times()
    packages(target)
    spent = os.times().children_user - begun.children_user
    source = target.path.read_text("utf-8")
    tree = ast.parse(source)
    found = mutations(tree)
    outcome: dict[str, str] = {}
    running: dict[int, Mutation] = {}
    waiting = list(reversed(found))
    started = time.monotonic()
    while waiting or running:
        while waiting and len(running) < jobs:
            fault = waiting.pop()
            running[in_child(lambda m=fault: mutant(target, tree, m), 3 * spent + SECONDS)] = fault
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        key = running.pop(child).key
        outcome[key] = {0: UNSEEN, BROKEN_CODE: BROKEN}.get(code, SEEN)
        if len(outcome) % 50 == 0:
            print(f"{target.module}: {len(outcome)} of {len(found)}", file=sys.stderr, flush=True)
    return _report(target, found, outcome, f"{time.monotonic() - started:.0f} s", say)


def _report(
    target: Target,
    found: Iterable[Mutation],
    outcome: dict[str, str],
    took: str,
    say: Callable[[str], None],
) -> bool:
    survived = [m for m in found if outcome[m.key] == UNSEEN and m.key not in target.same]
    wrong = [key for key in target.same if outcome.get(key) != UNSEEN]
    counted = [key for key, code in outcome.items() if code != BROKEN and key not in target.same]
    killed = len(counted) - len(survived)
    share = killed / len(counted) if counted else 1.0
    say(
        f"{target.module}: {killed} of {len(counted)} killed, {share:.1%}; {len(target.same)} same; {took}"
    )
    for m in survived:
        say(f"  {target.path.relative_to(ROOT)}:{m.line}: survived: {m.key}")
    for key in wrong:
        say(f"  mutate.toml: not so: {key} ({outcome.get(key, 'no such fault')})")
    return share >= BAR and not wrong


BAR = 0.85
"""The share of the faults that change something which the fast tests must see."""


def main() -> None:
    """Measures the modules asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "part", nargs="*", help="of the names of the modules to measure; all if left out"
    )
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    os.chdir(ROOT)
    good = []
    for target in targets((ROOT / "tools/mutate.toml").read_text("utf-8"), options.part):
        child = in_child(
            lambda t=target: 0 if measure(t, options.jobs, lambda s: print(s, flush=True)) else 1,
            1e8,
        )
        good.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0)
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
