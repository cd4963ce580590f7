"""The contract of the data files below `/data/v1/`, as JSON Schemas: every key, none left out.

`SCHEMAS` has one for each kind of JSON file that a producer declares. Only comparisons may say more
than what stands here.
"""

from __future__ import annotations

from typing import Any

from generator.addresses import DATA_FILES
from generator.build import KINDS
from generator.edition import Kind

Schema = dict[str, Any]


def closed(**keys: Schema) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


def open_(**keys: Schema) -> Schema:
    """An object with at least these keys."""
    return {"type": "object", "properties": keys, "required": list(keys)}


def many(item: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": item, "minItems": least}


def null_or(schema: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, schema]}


def one_of(*words: object) -> Schema:
    return {"enum": list(words)}


def like(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


ANY_TEXT: Schema = {"type": "string"}
TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "integer", "minimum": 1}
TEXTS = many(TEXT)
ID = like("[a-z0-9][a-z0-9-]{0,63}")
TASK = like("[a-z0-9][a-z0-9-]{0,63}-[0-9]{2,4}")
TASK_KEY = like("[a-z0-9][a-z0-9-]{0,63}(?:-[0-9]{2,4}|:.+)")
ANCHOR = like("[a-z][a-z0-9-]*")
URL = like("(?:[a-z0-9-]+/)+")
WEB = like("https?://.+")
SHA256 = like("[0-9a-f]{64}")
DAY = like("[0-9]{4}-[0-9]{2}-[0-9]{2}")
TEXT_STATE = one_of("official", "supplied", "archived", "reprint", "facts-only")
FACT_STATE = one_of("seen", "secondary", "inferred", "unknown")
ROLE = one_of("lead", "support", "responsible", "first", "named")

SECTION = {"number": null_or(NUMBER), "label": null_or(TEXT), "heading": null_or(TEXT)}
FIGURE = {
    "sentence": ANCHOR,
    "start": COUNT,
    "end": NUMBER,
    "text": TEXT,
    "kind": one_of("year", "percent", "quantity"),
    "values": many(like(r"[0-9]+(?:\.[0-9]+)?"), 1),
    "unit": ANY_TEXT,
    "bound": ANY_TEXT,
}
IDENTITY = {
    "id": ID,
    "label": TEXT,
    "series": ID,
    "title": null_or(TEXT),
    "annex_title": null_or(TEXT),
    "number": null_or(TEXT),
    "issuer": null_or(TEXT),
    "issued": null_or(DAY),
    "addressees": null_or(TEXT),
    "approval": null_or(TEXT),
    "url": URL,
    "state": TEXT_STATE,
    "task_count": null_or(COUNT),
    "fiction": FLAG,
}
MEMBER = closed(
    id=ID,
    number=null_or(TEXT),
    state=FACT_STATE,
    official_url=null_or(WEB),
    official_url_state=FACT_STATE,
)
SERIES = {
    "id": ID,
    "name": TEXT,
    "title": TEXT,
    "issuer": null_or(TEXT),
    "url": null_or(URL),
    "absent": null_or(TEXT),
    "members": many(MEMBER),
    "notices": many(ID),
}
STATED = null_or(
    closed(
        values=many({"anyOf": [TEXT, FLAG]}, 1), state=FACT_STATE, sources=TEXTS, note=null_or(TEXT)
    ),
)
STATED_KEYS = (
    "title",
    "number",
    "issuer",
    "issued",
    "published",
    "approval",
    "addressees",
    "task_count",
    "section_count",
    "names_agencies",
    "structure",
)
PROVENANCE = closed(
    note=null_or(TEXT),
    original=null_or(closed(file=null_or(TEXT), sha256=SHA256, description=TEXT)),
    text_sha256=null_or(SHA256),
    official_url=null_or(WEB),
    official_url_state=null_or(FACT_STATE),
    steps=null_or(TEXTS),
    corrections=null_or(TEXTS),
    removed=null_or(TEXTS),
    retrieved=null_or(
        closed(
            asked=null_or(TEXT),
            final=null_or(TEXT),
            time=null_or(TEXT),
            status=null_or(TEXT),
            layout=TEXT,
            importer=TEXT,
            archived=null_or(TEXT),
        )
    ),
    verified=null_or(TEXT),
    facts=null_or(closed(**dict.fromkeys(STATED_KEYS, STATED))),
    sources=null_or(
        many(closed(id=TEXT, name=TEXT, date=null_or(TEXT), url=null_or(WEB))),
    ),
)
KNOWN_TASK = closed(
    id=null_or(TASK),
    number=null_or(NUMBER),
    section=null_or(NUMBER),
    heading=null_or(TEXT),
    agencies=null_or(TEXTS),
    open=null_or(FLAG),
    state=FACT_STATE,
    number_state=null_or(FACT_STATE),
    agencies_state=null_or(FACT_STATE),
    sources=TEXTS,
)
NOTICE = closed(
    **IDENTITY,
    provenance=PROVENANCE,
    letter=null_or(TEXTS),
    preamble=null_or(TEXTS),
    sections=many(
        closed(
            **SECTION,
            intro=null_or(TEXTS),
            tasks=many(TASK),
            state=null_or(FACT_STATE),
            sources=null_or(TEXTS),
        )
    ),
    closing=null_or(TEXTS),
    tasks=many(TASK),
    known_tasks=null_or(many(KNOWN_TASK)),
    facts=null_or(
        many(
            closed(
                topic=TEXT,
                text=TEXT,
                value=null_or(TEXT),
                unit=null_or(TEXT),
                state=FACT_STATE,
                sources=TEXTS,
                comment=FLAG,
            )
        )
    ),
)
TASK_FILE = closed(
    id=TASK,
    notice=ID,
    number=NUMBER,
    label=TEXT,
    heading=TEXT,
    heading_end=null_or(ANY_TEXT),
    section=null_or(closed(**SECTION)),
    url=URL,
    state=TEXT_STATE,
    paragraphs=null_or(many(closed(sentences=many(closed(id=ANCHOR, text=TEXT))))),
    clause=null_or(TEXT),
    clauses=null_or(many(closed(id=ANCHOR, printed=TEXT))),
    agencies=null_or(
        many(
            closed(
                id=ID,
                printed=TEXT,
                forms=many(TEXT, 1),
                first=FLAG,
                lead=FLAG,
                role=ROLE,
                implied=FLAG,
            )
        )
    ),
    others=null_or(TEXTS),
    open=null_or(FLAG),
    deadline=null_or(TEXT),
    figures=null_or(many(closed(**FIGURE))),
    heading_state=null_or(FACT_STATE),
    agencies_state=null_or(FACT_STATE),
    sources=null_or(TEXTS),
    citation=closed(
        gongwen=TEXT,
        gbt7714=TEXT,
        csl=open_(id=TEXT, type=TEXT, title=TEXT, language=TEXT),
    ),
)
STEP = closed(id=ID, date=null_or(TEXT), verified=FLAG, note=ANY_TEXT)
AGENCY = {
    "id": ID,
    "name": TEXT,
    "printed": TEXTS,
    "press": TEXTS,
    "english": null_or(TEXT),
    "kind": one_of(
        "constituent", "special", "direct", "bureau", "institution", "party", "people", "bank",
        "enterprise", "judicial",
    ),
    "since": null_or(TEXT),
    "until": null_or(TEXT),
    "predecessors": many(STEP),
    "successors": many(STEP),
    "unverified": TEXTS,
    "url": URL,
    "task_count": NUMBER,
    "held_task_count": COUNT,
    "known_task_count": COUNT,
}  # fmt: skip
MENTION = {
    "id": null_or(TASK),
    "notice": ID,
    "first": FLAG,
    "lead": FLAG,
    "implied": FLAG,
    "with": many(ID),
    "state": null_or(FACT_STATE),
}
CLAUSES = many(open_(task=TASK_KEY, sentence=ANCHOR, start=COUNT, end=COUNT))
RUNS = many(open_(op=one_of("=", "-", "+"), text=TEXT))
GROUP = open_(
    kind=one_of("equal", "changed", "rewritten", "moved", "inserted", "deleted"),
    old=CLAUSES,
    new=CLAUSES,
    runs=RUNS,
)
ROLE_OF = null_or(closed(agency=ID, role=one_of("lead", "responsible", "support", "named")))
DUTY = closed(task=TASK_KEY, id=ANCHOR, text=TEXT)
PLACE = null_or(open_(task=TASK_KEY, **FIGURE))
COMPARISON = open_(
    old=ID,
    new=ID,
    labels=closed(old=TEXT, new=TEXT),
    across=FLAG,
    reason=null_or(TEXT),
    basis=one_of("text", "facts"),
    method=open_(name=TEXT, version={}, parameters={"type": "object"}),
    links=many(
        open_(
            old=many(TASK_KEY, 1),
            new=many(TASK_KEY, 1),
            kind=one_of("kept", "split", "merged", "regrouped"),
            score={"type": "number"},
            band=one_of("high", "medium", "low"),
            confirmed=FLAG,
            perhaps=FLAG,
            groups=null_or(many(GROUP)),
            agencies=null_or(
                open_(
                    joined={"type": "array"},
                    left={"type": "array"},
                    only_in=open_(old={"type": "array"}, new={"type": "array"}),
                    renamed=many(open_(old=ID, new=ID)),
                    first=null_or(open_(old=null_or(ID), new=null_or(ID))),
                    roles=many(open_(old=ROLE_OF, new=ROLE_OF)),
                    lists_open=open_(old=FLAG, new=FLAG),
                )
            ),
            clauses=null_or(open_(old=many(DUTY), new=many(DUTY), runs=RUNS)),
            figures=many(open_(old=PLACE, new=PLACE, stays=FLAG, moved=FLAG)),
        )
    ),
    added=many(TASK_KEY),
    dropped=many(TASK_KEY),
    unlinked=open_(old=many(TASK_KEY), new=many(TASK_KEY)),
)
THEME_LIST = many(
    closed(
        id=ID,
        name=TEXT,
        description=ANY_TEXT,
        state=one_of("confirmed", "proposed", "rejected"),
        reason=TEXT,
        tasks=many(TASK_KEY),
    )
)
THEMES = closed(
    themes=THEME_LIST,
    refused=THEME_LIST,
    decisions=many(
        closed(old=TASK_KEY, new=TASK_KEY, verdict=one_of("confirmed", "rejected"), reason=TEXT)
    ),
    lineages=many(many(closed(notice=ID, tasks=many(TASK_KEY)))),
)
FIGURES = closed(
    subjects=many(
        closed(
            id=ID,
            name=TEXT,
            note=null_or(TEXT),
            entries=many(
                closed(
                    notice=ID,
                    at=null_or(TEXT),
                    text=null_or(TEXT),
                    fact=null_or(TEXT),
                    statement=null_or(TEXT),
                    value=null_or(TEXT),
                    unit=null_or(TEXT),
                    state=null_or(FACT_STATE),
                    sources=TEXTS,
                    comment=null_or(FLAG),
                    quote=null_or(TEXT),
                )
            ),
        )
    ),
    figures=many(closed(task=TASK, **FIGURE, quote=TEXT)),
)
RECORDS = many(
    closed(
        kind=one_of("task", "notice", "agency", "theme"),
        id=TEXT,
        title=TEXT,
        url=URL,
        notice=null_or(ID),
        number=null_or(NUMBER),
        section=null_or(TEXT),
        state=null_or(TEXT_STATE),
        agencies=null_or(many(ID)),
        first=null_or(ID),
        texts=null_or(like(r"data/v1/search/texts/[a-z0-9-]+\.json")),
    )
)
RECORD_TEXTS = many(
    closed(
        kind=one_of("task", "notice"),
        id=TEXT,
        parts=many(closed(anchor=null_or(ANCHOR), text=TEXT), 1),
    ),
    1,
)
COLUMN = closed(
    name=like("[a-z_]+|[\u4e00-\u9fff（）“”]+"),
    type=one_of("string", "integer", "boolean"),
    description=TEXT,
    constraints={"type": "object", "required": ["required"]},
)
PACKAGE = closed(
    profile=one_of("tabular-data-package"),
    name=like("[a-z0-9._-]+"),
    title=TEXT,
    description=TEXT,
    sources=many({"type": "object", "required": ["title"]}),
    resources=many(
        closed(
            profile=one_of("tabular-data-resource"),
            name=like("[a-z0-9._-]+"),
            path=like(r"(tasks|tasks-zh|pictures/[a-z0-9-]+)\.csv"),
            format=one_of("csv"),
            mediatype=one_of("text/csv"),
            encoding=one_of("utf-8"),
            bytes=NUMBER,
            hash=like("sha256:[0-9a-f]{64}"),
            dialect=closed(
                delimiter=one_of(","), lineTerminator=one_of("\r\n"), header=one_of(True)
            ),
            schema={
                "type": "object",
                "required": ["fields", "missingValues"],
                "properties": {
                    "fields": many(COLUMN, 1),
                    "primaryKey": one_of(["key"]),
                    "missingValues": one_of([""]),
                },
                "additionalProperties": False,
            },
        ),
        1,
    ),
)
SCHEMAS: dict[str, Schema] = {
    "series": many(closed(**SERIES), 1),
    "notices": many(closed(**IDENTITY), 1),
    "notice": NOTICE,
    "task": TASK_FILE,
    "agencies": many(closed(**AGENCY)),
    "agency": closed(**AGENCY, tasks=many(closed(**MENTION), 1)),
    "comparison": COMPARISON,
    "themes": THEMES,
    "figures": FIGURES,
    "search_records": RECORDS,
    "search_texts": RECORD_TEXTS,
    "datapackage": PACKAGE,
}
"""By the names under which the kinds of files have them (`Kind.schema`)."""


def kind_of(path: str) -> Kind:
    """The one kind of a file by its path in the site; KeyError where it has none, or several."""
    found = [kind for kind in KINDS if kind.matches(path)]
    if len(found) != 1:
        raise KeyError(path)
    return found[0]


def schema_of(path: str) -> Schema:
    """The schema of a file below `data/v1/`; KeyError where the contract has no such file."""
    return SCHEMAS[kind_of(DATA_FILES + path).schema or path]
