"""Values that YAML, a terminal, a browser or a spreadsheet makes more of than a text."""

from __future__ import annotations

CODES = [
    "0",
    "7",
    "8",
    "9",
    "a",
    "b",
    "c",
    "1b",
    "7f",
    "85",
    "9b",
    "ad",
    "61c",
    "200b",
    "200e",
    "200f",
]
CODES += [
    "2028",
    "2029",
    "202a",
    "202d",
    "202e",
    "2066",
    "2069",
    "feff",
    "fdd0",
    "fff9",
    "fffd",
    "fffe",
]
CODES += ["ffff", "d800", "dbff", "dc00", "dfff", "1fffe", "10ffff", "e0001", "e000", "110000"]
TAGS = ["!!timestamp 2020-13-45", "!!int abc", "!!int 5", "!!float x", "!!binary '???'", "!!null x"]
TAGS += [
    "!!bool maybe",
    "!!str 5",
    "!!set {a}",
    "!!omap [a]",
    "!!pairs [a]",
    "!!map {}",
    "!!seq []",
]
TAGS += [
    "!local x",
    "! x",
    "!<tag:yaml.org,2002:int> x",
    "!!python/name:os.system",
    "!!value =",
    "!",
]
TAGS += [
    "!!python/object/apply:os.system [x]",
    "!!python/tuple [1]",
    "!ENV x",
    "!!merge <<",
    "!!yaml x",
]
NUMBERS = ["0x" + "1" * 5000, "0b" + "1" * 5000, "0" + "7" * 5000, "9" * 5000, "1" + ":59" * 30000]
NUMBERS += [
    "1e400",
    "-1e400",
    ".inf",
    "-.inf",
    ".nan",
    "-0",
    "+5",
    "1_000",
    "0o17",
    "0x",
    "0b",
    "1:60",
]
NUMBERS += [
    "-1",
    "5.0",
    "5.",
    ".5",
    "1" * 5000 + ".5",
    "1" + "_" * 5000,
    "-" + "9" * 4301,
    "007",
    "１２",
]
NUMBERS += ["1" + ":59" * 30000 + ".5", "9" * 100_000, "0x" + "f" * 100_000]
DATES = [
    "2020-13-45",
    "2020-02-30",
    "0000-00-00",
    "2020-04-03T99:99:99Z",
    "2020-04-03 10:00:00 +99:99",
]
DATES += [
    "2020-4-3",
    "99999-01-01",
    "2020-04-03",
    "２０２０-04-03",
    "2020-04-03\t",
    "-2020-04-03",
    "2020",
]
SHAPES = [
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "[" * 5000,
    "{a: " * 5000,
    "[" * 15 + "]" * 15,
    "? x",
    "&a x",
]
SHAPES += [
    "*a",
    "&a [*a]",
    "<<",
    "{<<: {a: b}}",
    "- x",
    "[[], {}]",
    "{: }",
    "{? }",
    "[,]",
    "{null: x}",
]
SHAPES += [
    "{a: 1, a: 2}",
    "{[a]: b}",
    "[" * 25 + "]" * 25,
    "- " * 5000 + "x",
    "{" * 20000,
    "[{}]",
    "[null]",
]
SHAPES += [
    "[true]",
    "[[a]]",
    "{true: false}",
    "[" + "x, " * 50_000 + "]",
    "---",
    "...",
    "--- x",
    "%YAML 9.9",
]
PLAIN = [
    "null",
    "~",
    "''",
    '""',
    "true",
    "false",
    "yes",
    "NO",
    "on",
    "Off",
    "True",
    "NULL",
    "y",
    "N",
    "=",
]
PLAIN += [
    "|",
    ">",
    "|+\n  x",
    ">-\n  x",
    "%",
    "@",
    "`",
    "a: b: c",
    "\tx",
    "# x",
    "'",
    '"',
    "'x",
    '"x',
    "''''",
]
PLAIN += [
    "x" * 100_000,
    "'" + "推进" * 30_000 + "'",
    "a b  c",
    " ",
    "'  '",
    "\\",
    '"\\q"',
    '"\\',
    "-",
    "?",
    ":",
]
RISKY = [
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "//evil.example/",
    "]]>",
    "{{ x }}",
    "{% x %}",
]
RISKY += [
    "](javascript:alert(1))",
    "=1+1",
    "\uff1d1+1",
    "@x",
    "+x",
    "-x",
    "x;=1+1",
    "'\"><img src=x onerror=alert(1)>'",
]
RISKY += [
    "https://evil.example/",
    "https://www.gov.cn@evil.example/",
    "https://www.gov.cn\\@evil.example/",
]
RISKY += [
    "data:text/html,x",
    "../../../etc/passwd",
    "C:\\x",
    "CON",
    "nul.txt",
    "\\\\host\\share",
    "~/.ssh/id",
]
RISKY += [
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "</title>",
    "<!--",
    "&#106;avascript:x",
]
RISKY += [
    "${x}",
    "$(x)",
    "`x`",
    "; rm -rf /",
    "%s%n",
    "{0.__class__}",
    "\\u0000",
    "A" * 70,
    "a-" * 40,
    ".",
    "..",
]
RISKY += [
    "é",
    "e\u0301" * 50,
    "🂡",
    "\U0002000b",
    "\u3000",
    "（" * 3000,
    "“" * 3000,
    "〔" * 3000,
    "一" * 300,
]
RISKY += [
    "http://[",
    "https://[::1",
    "https://x:99999/",
    "http://x:y/",
    "https://a.b/ c",
    "https://a.b/\u202ex",
]


def values() -> tuple[str, ...]:
    """About three hundred values as they stand in a file; none twice."""
    escaped = [f'"a\\U{int(code, 16):08x}b"' for code in CODES]
    raw = [
        f"a{chr(int(c, 16))}b"
        for c in CODES
        if not 0xD800 <= int(c, 16) < 0xE000 and int(c, 16) < 0x110000
    ]
    named = [f'"a\\{letter}b"' for letter in "0abtnvfreNLP_ /"]
    plain = (*NUMBERS, *DATES, *SHAPES, *PLAIN, *RISKY, *TAGS)
    quoted = [f"'{value}'" for value in (*NUMBERS[:6], *DATES, *RISKY) if "'" not in value]
    return tuple(dict.fromkeys((*escaped, *raw, *named, *plain, *quoted)))
