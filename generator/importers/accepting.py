"""What makes a second copy evidence that a text is the official one, and the record of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.content.tables import Table, TableError, parse_table
from generator.importers.drafting import Draft
from generator.importers.saved_from import saved_address
from generator.importers.sources import SourceError
from generator.model.provenance import Provenance

LAYOUT_HOSTS = {
    "govcn-policy": "www.gov.cn",
    "govcn-council": "www.gov.cn",
    "govcn-news": "www.gov.cn",
    "ndrc": "www.ndrc.gov.cn",
}
"""The machine whose pages alone are built so, by layout: a saved one is known by it."""
NO_DIFFERENCE = "已与官方网页逐字核对，没有差异"
NO_HOSTS = "a site that series.yml names under official_hosts"
TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?\Z")
ADDRESS = re.compile(r"https://[\w.-]+(?::443)?/[!-~]*\Z", re.ASCII)
FORBIDDEN = re.compile(r"[\"'<>\\`{}|^]")


def check_time(text: str) -> str:
    """The time, if it is one (2026-11-24 or 2026-11-24T10:00:00Z); else SourceError."""
    if not TIME.match(text):
        raise SourceError(f"not a time: {text[:40]!r}", "write it like 2026-11-24T10:00:00Z")
    return text


def is_official(made: Draft, hosts: Collection[str]) -> bool:
    """Whether a copy is a page of one of the official `hosts`.

    By where it was fetched from, or an archive took it from, by a layout that only such a site has, or by
    the address that a browser wrote into it when it saved it.
    """
    source = made.source
    saved = saved_address(source.data) if source.final is None else None
    asked = source.page if source.archived else source.final
    machines = (LAYOUT_HOSTS.get(made.extract.layout), _machine(asked), _machine(saved))
    return any(machine in hosts for machine in machines if machine)


def _machine(address: str | None) -> str | None:
    return urlsplit(address).hostname if address else None


def check_address(text: str, hosts: Collection[str]) -> str:
    """The address, if it is a plain one on one of the official `hosts`; else SourceError."""
    host = text.split("/")[2].split(":")[0].lower() if text.count("/") > 2 else ""
    if not ADDRESS.match(text) or FORBIDDEN.search(text) or host not in hosts:
        hint = f"an https address on {', '.join(sorted(hosts)) or NO_HOSTS}"
        raise SourceError(f"not the address of an official page: {text[:80]!r}", hint)
    return text


def check_copy(made: Draft, held: Provenance, hosts: Collection[str]) -> None:
    """SourceError unless the copy is another file than the original, and an official page."""
    if made.source.sha256 == held.original_sha256:
        hint = "fetch or save the official page anew and compare with that"
        raise SourceError("this is the very file that the text was imported from", hint)
    if not is_official(made, hosts):
        sites = ", ".join(sorted(hosts)) or NO_HOSTS
        hint = f"only a page of {sites}, fetched or saved, shows that it is official"
        raise SourceError(f"a copy of the kind {made.extract.layout!r} is no evidence", hint)


def accepted(source_yml: str, made: Draft, address: str, time: str) -> str:
    """A source.yml whose text was found to be the official one; comments and the rest stay."""
    held = _table(source_yml)
    changes: dict[str, Any] = {
        "state": "official",
        "note": NO_DIFFERENCE,
        "official": {"url": address, "state": "seen"},
        "verified": f"{time}，与 {address} 逐字核对，没有差异",
        "verification": {
            "url": address,
            "sha256": made.source.sha256,
            "text_sha256": held["text"]["sha256"],
            "layout": made.extract.layout,
            "time": time,
        },
    }
    lines = source_yml.rstrip("\n").split("\n")
    for key, value in changes.items():
        lines = _with(lines, key, value)
    text = "\n".join(lines) + "\n"
    if _table(text) != {**held, **changes}:
        hint = "write its blocks like those of the other notices"
        raise SourceError("source.yml has a form that cannot be edited here", hint)
    return text


def _table(source_yml: str) -> Table:
    try:
        return parse_table(source_yml)
    except TableError as error:
        raise SourceError(f"source.yml cannot be read: {error}", error.hint) from error


def _with(lines: list[str], key: str, value: object) -> list[str]:
    """The lines of a YAML file with the block of `key` replaced, or added at the end."""
    dumped = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10_000)
    new = dumped.rstrip("\n").split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    end = start + 1
    while end < len(lines) and lines[end].startswith((" ", "- ")):
        end += 1
    return [*lines[:start], *new, *lines[end:]]
