"""Chinese words by jieba, always the same ones: no guessing (HMM), its own dictionary, no cache.

jieba writes its dictionary's cache to the temporary directory; a private tokenizer keeps that in a
folder of its own that goes with the process.
"""

from __future__ import annotations

import atexit
import functools
import logging
import tempfile
import warnings
from importlib.metadata import version

with warnings.catch_warnings():
    # jieba asks setuptools for its own version and has escapes that newer Pythons warn of.
    warnings.simplefilter("ignore")
    import jieba  # type: ignore[import-untyped]  # it has no types

jieba.setLogLevel(logging.WARNING)
KEPT = 1 << 13
"""How many texts' words are kept: the same clause is compared with all years of its series."""
CUTTER = f"jieba {version('jieba')}, HMM off"


@functools.cache
def _tokenizer() -> jieba.Tokenizer:
    folder = tempfile.TemporaryDirectory(prefix="keytasks-words-")
    atexit.register(folder.cleanup)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = folder.name
    return tokenizer


@functools.lru_cache(maxsize=KEPT)
def cut_words(text: str) -> tuple[str, ...]:
    """The words of `text`; joined they are `text`."""
    return tuple(_tokenizer().cut(text, HMM=False)) if text else ()
