"""One reader for each format of source: bytes to lines, and what was left out by name."""
