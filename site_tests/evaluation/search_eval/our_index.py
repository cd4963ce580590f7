"""Makes this site's search files: `python -m site_tests.evaluation.search_eval.our_index CONTENT SITE`.

Prints the seconds that records and index took, once the contents were loaded.
"""

import sys
import time
from pathlib import Path

from generator.content.loading import load_content
from generator.search.files import search_files
from generator.search.records import aliases
from site_tests.entries import records


def main() -> None:
    """Writes the search files of a content folder into a site."""
    content = load_content(Path(sys.argv[1]))
    begun = time.perf_counter()
    for file in search_files(records(content), aliases(content), content.words):
        path = Path(sys.argv[2]) / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
