"""A system that lacks what only some have, for every Python process that has this folder in PYTHONPATH.

`KEYTASKS_LEAN` says what it lacks: `posix` (modules and names that Windows has not), `limits` (the system
has limits and lets nobody set them). Used by `make anywhere` alone.
"""

import builtins
import os

LACKING = os.environ.get("KEYTASKS_LEAN", "")
MODULES = ("resource", "pwd", "grp", "termios", "fcntl")
OF_SIGNAL = ("SIGKILL", "SIGHUP", "SIGALRM", "SIGVTALRM", "setitimer", "pthread_sigmask")
OF_OS = (
    "fork",
    "forkpty",
    "mkfifo",
    "geteuid",
    "getegid",
    "O_DIRECTORY",
    "O_NOFOLLOW",
    "sync",
    "setsid",
)
LOCKS = "generator.replacing"
"""Its locks have a twin on Windows, which is tried with stubs elsewhere: here it keeps those of POSIX."""


def lack_posix() -> None:
    """Takes the names away from all but what starts and ends processes, and modules from our own code."""
    import signal
    import subprocess
    import types

    own = types.ModuleType("signal")
    own.__dict__.update(vars(signal))
    subprocess.signal = own
    for module, names in ((signal, OF_SIGNAL), (os, OF_OS)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    real = builtins.__import__

    def without(name, *given, **named):
        importer = (given[0] if given else named.get("globals")) or {}
        who = str(importer.get("__name__", ""))
        if name in MODULES and who.startswith(("generator", "site_tests")) and who != LOCKS:
            raise ImportError(f"No module named {name!r}")
        return real(name, *given, **named)

    def no_link(*_, **__):
        raise OSError(1314, "A required privilege is not held by the client")

    builtins.__import__ = without
    os.symlink = no_link


def refuse_limits() -> None:
    """Nobody may set a limit."""
    import resource

    def refuse(*_):
        raise ValueError("not allowed to raise maximum limit")

    resource.setrlimit = refuse


{"posix": lack_posix, "limits": refuse_limits}.get(LACKING, lambda: None)()
