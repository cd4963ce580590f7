"""Records to the files that the reader's browser searches.

Of a small site the records themselves, as plain text in one file; of a large one an index in many
small files, of which a query needs a few (`sharding`). The page is the same. Names that can be typed
in Pinyin stand in a file of their own, `pinyin.js`, how characters sound in `sounds.js`: only queries in
Latin letters, or with a wrong character, load them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.words import ReaderWord
from generator.outputs import OutputFile
from generator.search.records import Alias, Record
from generator.search.scripts import of_one_build, record_data, script
from generator.search.sharding import sharded_files
from generator.search.words import pinyin_data, sound_data, spoken_names, word_data
from generator.text.simplified import simplified_for

PLAIN_CHARACTERS = 120_000
"""Up to here all texts go in one file: some 120 KB as sent, less than what a large index takes."""


def search_files(
    records: Sequence[Record],
    aliases: Sequence[Alias],
    words: Sequence[ReaderWord] = (),
    *,
    called: Mapping[str, str] | None = None,
    series: Mapping[str, str] | None = None,
    most: int = PLAIN_CHARACTERS,
) -> tuple[OutputFile, ...]:
    """`search/records.js` and what it leads to; the same content gives the same bytes.

    `called` are the labels of the notices that are not called by their ids. `series` has, where there are
    several, the name of each notice's. Above `most` characters the index is sharded. Every file says of
    which build it is.
    """
    texts = [text for record in records for _, text in record.parts]
    table = simplified_for(texts)
    shared = {
        "aliases": [_alias_data(alias) for alias in aliases],
        "words": word_data(words),
        "traditional": "".join(old + new for old, new in sorted(table.items())),
        **({"called": dict(sorted(called.items()))} if called else {}),
        **({"series": dict(sorted(series.items()))} if series else {}),
    }
    names = pinyin_data(spoken_names(records, words))
    spoken = (
        script("pinyin.js", "keytasksShard", "pinyin", names),
        script("sounds.js", "keytasksShard", "sounds", sound_data()),
    )
    if sum(map(len, texts)) > most:
        return of_one_build((*sharded_files(records, table, shared), *spoken))
    data = {"records": [record_data(record) for record in records], **shared}
    return of_one_build((script("records.js", "keytasksRecords", data), *spoken))


def _alias_data(alias: Alias) -> list[object]:
    """Id, names, successors, and the short name where it is not the first of the names."""
    data: list[object] = [alias.id, list(alias.names), list(alias.successors)]
    return data if alias.short in ("", alias.names[0]) else [*data, alias.short]
