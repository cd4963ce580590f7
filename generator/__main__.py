"""``python -m generator`` is ``keytasks``."""

import sys

from generator.cli import main

sys.exit(main())
