"""One swap of a new site for an old one, and recovery after a killed build."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

QUERY, ACCESS_DENIED, STILL_ACTIVE = 0x1000, 5, 259
"""Windows' own: the right to ask of a process, why it may not be asked, the code of one that runs."""


def swap_in(new: Path, out: Path) -> None:
    """Puts `new` in the place of `out`; where that fails, `out` is back as it was.

    Killed between the two steps it leaves `out` away: `recover` brings it back.
    """
    if not out.exists():
        new.rename(out)
        return
    old = out.with_name(f"{out.name}.old-{os.getpid()}")
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old)


def recover(out: Path) -> None:
    """Brings back a site that a killed build had put aside, and takes away what such builds left.

    They are `site.old-<process>` and `site.tmp-<process>-<chance>`; those of a build that still
    runs are left alone.
    """
    left = re.compile(re.escape(out.name) + r"\.(?P<kind>old|tmp)-(?P<process>\d{1,9})(?:-\w+)?\Z")
    for path in sorted(out.parent.glob("*")) if out.parent.is_dir() else ():
        match = left.match(path.name)
        if not match or not path.is_dir() or _runs(int(match["process"])):
            continue
        if match["kind"] == "old" and not out.exists():
            path.rename(out)
        else:
            shutil.rmtree(path)


def _runs(process: int) -> bool:
    """Whether a process runs; if in doubt it does, and what it wrote is left alone."""
    if sys.platform == "win32":
        import ctypes

        # There `os.kill(process, 0)` would not ask: 0 is Ctrl-C.
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(QUERY, False, process)
        if not handle:
            return bool(kernel.GetLastError() == ACCESS_DENIED)
        code = ctypes.c_ulong(STILL_ACTIVE)
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == STILL_ACTIVE
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # it runs, for somebody else
    return True
