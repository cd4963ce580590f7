"""The quick tests as other systems would run them: `python tools/anywhere.py [CONDITION…]`, `make anywhere`.

Without POSIX's own modules and names (in every process, by `site_tests/lean`), with limits refused, and
on consoles that are not UTF-8. Where the system's encoding is not named, text files must name theirs:
Python warns (PYTHONWARNDEFAULTENCODING), and warnings are errors. Each condition is run whatever became of
the one before; the exit code is 0 where all are good.
"""

from __future__ import annotations

import subprocess
import sys
import time

from kept_content import ROOT, environment, explain, project

LEAN = str(ROOT / "site_tests/lean")
QUICK = ("-m", "not browser and not slow", "-p", "no:cacheprovider")
OFTEN = ("site_tests/commands", "site_tests/importers", "site_tests/project")
"""The rooms that print, start processes and read what comes from elsewhere."""
CONSOLE = {"PYTHONUTF8": "0", "LC_ALL": "C", "LANG": "C"}
CONDITIONS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "posix": ({"KEYTASKS_LEAN": "posix", "PYTHONPATH": LEAN}, ("site_tests",)),
    "limits": ({"KEYTASKS_LEAN": "limits", "PYTHONPATH": LEAN}, ("site_tests/importers",)),
    "encoding": ({"PYTHONWARNDEFAULTENCODING": "1"}, OFTEN),
    **{name: ({**CONSOLE, "PYTHONIOENCODING": name}, OFTEN) for name in ("ascii", "cp1252", "gbk")},
}


def main() -> int:
    """Runs the conditions that are named, all where none is."""
    wrong = []
    with project() as tree:
        for name in sys.argv[1:] or CONDITIONS:
            variables, rooms = CONDITIONS[name]
            begin = time.monotonic()
            print(f"== {name}", flush=True)
            command = [sys.executable, "-m", "pytest", *rooms, *QUICK]
            environ = environment(tree, **variables)
            if subprocess.run(command, cwd=tree, env=environ, check=False).returncode:
                wrong.append(name)
            print(f"== {name}: {time.monotonic() - begin:.0f} s", flush=True)
    print(f"{len(wrong)} wrong: {' '.join(wrong)}" if wrong else "all good")
    return explain(1 if wrong else 0)


if __name__ == "__main__":
    sys.exit(main())
