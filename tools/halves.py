"""All tests, those in a browser beside the others: `python tools/halves.py`.

The two halves share nothing but the project, and a machine with two cores runs them in little more than
the longer one's time. What the browser's half says is printed when the other has ended. The exit code
is 0 where both are good.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

PYTEST = (sys.executable, "-m", "pytest", "site_tests")


def main() -> int:
    """Runs both halves, and prints what each says."""
    with tempfile.TemporaryFile() as said:
        browser = subprocess.Popen((*PYTEST, "-m", "browser"), stdout=said, stderr=said)
        try:
            others = subprocess.run((*PYTEST, "-m", "not browser"), check=False).returncode
            code = browser.wait()
        finally:
            if browser.poll() is None:
                browser.terminate()
                browser.wait()
        said.seek(0)
        sys.stdout.buffer.write(said.read())
    return others or code


if __name__ == "__main__":
    sys.exit(main())
