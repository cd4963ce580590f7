"""Parsers of PDF and DOCX in a child process that may not take more than its share.

`python -m generator.importers.isolated pdf` reads the file on standard input and prints the lines as
JSON; it stops at 1 GB of memory and 20 seconds of work. Whatever becomes of it, the parent goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys

from generator.importers.sources import Extract, SourceError

MEMORY = 1_000_000_000
SECONDS = 20


def read_isolated(kind: str, data: bytes) -> Extract:
    """The extract that `kind` (pdf or docx) makes of `data`; SourceError where it fails or dies."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "generator.importers.isolated", kind],
            input=data,
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"the {kind} took too long to read", "is it very large?") from error
    if done.returncode == 0:
        answer = json.loads(done.stdout)
        if "error" in answer:
            raise SourceError(answer["error"], answer["hint"])
        return Extract(
            layout=answer["layout"], lines=tuple(answer["lines"]), wrapped=answer["wrapped"]
        )
    raise SourceError(f"the {kind} took too much memory or time", "is it very large?")


def main() -> int:
    """Limits this process, reads, prints."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        if sys.argv[1] == "pdf":
            from generator.importers.from_pdf import read_pdf

            extract = read_pdf(data)
        else:
            from generator.importers.from_docx import read_docx

            extract = read_docx(data)
        answer: dict[str, object] = {
            "layout": extract.layout,
            "lines": extract.lines,
            "wrapped": extract.wrapped,
        }
    except SourceError as error:
        answer = {"error": str(error).split("\n    hint: ")[0], "hint": error.hint}
    except MemoryError:
        return 3
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
