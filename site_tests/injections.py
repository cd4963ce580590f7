"""Text that would be a script, wherever text comes in, in a real Chromium without the site's policy.

`python -m site_tests.injections [COUNT]` (`make inject`) tries about so many cases in thirds: fields of
the invented content that are built into a site, addresses, values that a browser has stored. It prints
how many were tried and held of each kind. A case holds where no script ran, the page did not throw,
and it answered within five seconds of the processor's time, and two minutes. What loading or building
refuses as a Problem holds too. Every text has a mark at its end: wherever a page shows the mark, the
whole text stands before it, as text; a query stands in its box and in the page's title.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from generator.content.loading import load_content
from generator.notice.markdown import parse_notice
from generator.notice.normal_text import normal_text, text_sha256
from generator.problems import ContentError
from generator.publish.site import build_site
from site_tests.conftest import CHROMIUM, ROOT, serve
from site_tests.content.every_field import CORPUS, Place, places
from site_tests.shown import Said, faults

SECONDS = 5
"""Of the processor, in all that shows pages: how long the clock on the wall takes is the machine's load."""
PATIENCE = 120
"""Seconds on the wall in which even a machine that is shared by many answers, or the page waits for ever."""
RUN = "window.__ran=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"'\"><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"</template><img src=x onerror={RUN}>",
    f"</script><script>{RUN}</script>",
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//",
    f"data:text/html,<script>{RUN}</script>",
    f"[x](javascript:{RUN})",
    f"![x](x){{onerror={RUN}}}",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"\\u003cimg src=x onerror={RUN}\\u003e",
    f"{{{{ ''.__class__ }}}}<img src=x onerror={RUN}>",
    f"${{{RUN}}}",
    f"`;{RUN};`",
    f"';{RUN};'",
    f'";{RUN};//',
    f"]]><script>{RUN}</script>",
    f'x" autofocus onfocus={RUN} x="',
    "<iframe srcdoc='<script>parent.__ran=1</script>'></iframe>",
    f"<details open ontoggle={RUN}>",
    f"<style>@import 'javascript:{RUN}'</style>",
    f"<base href='javascript:{RUN}//'>",
    f"<a href=javascript:{RUN}>x</a>",
    f"＜img src=x onerror={RUN}＞",
    "__proto__",
    "constructor",
    "(a+)+$",
)
HAN = re.compile(r"[\u4e00-\u9fff]")
BARE = ("__proto__", "constructor")
"""What is another name with a mark behind it."""
SEARCHED = 1
"""Marks of each site that are searched for."""
ENOUGH = 3
"""Pages that are opened for each mark, of those that have it."""
TOGETHER = 25
"""Cases that share what a browser keeps."""
REFUSED = "refused by the build"
STORE = """([name, value]) => {
  for (const store of [localStorage, sessionStorage]) { store.clear(); store.setItem(name, value); }
}"""
ANSWER = "() => { dispatchEvent(new Event('focus')); return true; }"
PARAMETERS = ("q", "kind", "year", "state", "theme", "agency", "first", "section")
KEYS = ("kt-terms", ".__palette", ".__tabs", ".__announce", ".__consent", ".__source")


@dataclass(frozen=True, slots=True)
class Held:
    """What became of a case; `fault` is empty where it held."""

    kind: str
    case: str
    fault: str


def visit(page: Page, address: str, wait: str = "", patience: float = PATIENCE) -> str:
    """The fault of a page that was opened: a script of ours ran, it threw, it hung.

    It hangs where it takes more than SECONDS of the processor, or does not answer in `patience`.
    """
    thrown: list[str] = []
    told = lambda error: thrown.append(str(error))  # noqa: E731
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.on("pageerror", told)
    before, milliseconds = _processor(page), patience * 1000
    try:
        page.goto(address, timeout=milliseconds, wait_until="load")
        if wait:
            page.wait_for_selector(wait, timeout=milliseconds)
        # `evaluate` would wait for ever.
        page.wait_for_function(ANSWER, timeout=milliseconds, polling=50)
        took = sum(now - before.get(each, 0) for each, now in _processor(page).items())
        if took > SECONDS:
            return f"hang: {took:.1f} s of the processor"
        if any(frame.evaluate("window.__ran") for frame in page.frames):
            return "a script ran"
    except BrowserError as error:
        return "hang: " + str(error).splitlines()[0]
    finally:
        page.remove_listener("pageerror", told)
    return "threw: " + thrown[0] if thrown else ""


def _processor(page: Page) -> dict[int, float]:
    """Seconds of the processor that each process which shows pages has had, by its number."""
    assert page.context.browser
    session = page.context.browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {one["id"]: one["cpuTime"] for one in told if one["type"] == "renderer"}


def single_values(corpus: Path) -> tuple[Place, ...]:
    """The places of fields that hold no other place: a list's entries, not the list."""
    found = places(corpus)
    # In order, what a place holds begins before it ends.
    after = (*found[1:], None)
    return tuple(
        place
        for place, following in zip(found, after, strict=True)
        if not (following and following.file == place.file and following.start < place.end)
    )


def text_places(corpus: Path) -> tuple[Place, ...]:
    """The lines of the notices' texts, and the bodies of pages: each from its third character on."""
    found = []
    for path in sorted((*corpus.glob("notices/*/notice.md"), *corpus.glob("pages/*.md"))):
        text = path.read_text("utf-8")
        at = text.index("\n---\n", 3) + 5
        for line in text[at:].splitlines(keepends=True):
            if len(line) > 12:
                found.append(Place(path.relative_to(corpus).as_posix(), at + 6, at + 6))
            at += len(line)
    return tuple(found)


def write(content: Path, place: Place, payload: str) -> dict[Path, str]:
    """Puts a payload into a field (quoted, as YAML has it) or a text; returns the files as they were.

    A notice's original and both hashes go with its text, as if it had been imported so.
    """
    path = content / place.file
    text = path.read_text("utf-8")
    is_text = place.start == place.end
    said = payload if is_text else json.dumps(payload, ensure_ascii=False)
    before = {path: text}
    path.write_text(text[: place.start] + said + text[place.end :], "utf-8")
    if is_text and path.name == "notice.md":
        _, body = path.read_text("utf-8").split("\n---\n", 1)
        notice, _ = parse_notice(body, notice_id=path.parent.name, series="yunyu", path="")
        source, original = path.with_name("source.yml"), path.with_name("original.txt")
        before |= {file: file.read_text("utf-8") for file in (source, original)}
        whole = f"  sha256: {text_sha256(notice)}"
        source.write_text(re.sub(r"(?m)^  sha256: .*$", whole, before[source]), "utf-8")
        original.write_text(normal_text(notice), "utf-8")
    return before


def undo(before: dict[Path, str]) -> None:
    for path, text in before.items():
        path.write_text(text, "utf-8")


def free_places(corpus: Path) -> tuple[Place, ...]:
    """The fields in which words stand, rather than an id, a day or an address."""
    held = {place.file: (corpus / place.file).read_text("utf-8") for place in single_values(corpus)}
    return tuple(p for p in single_values(corpus) if HAN.search(held[p.file][p.start : p.end]))


def marked(payload: str, number: int) -> Said:
    """A payload with a mark behind it that is no part of what would run."""
    if payload in BARE:
        return Said(payload, payload)
    marker = f"kt{number}x"
    join = "//" if payload.lower().startswith("javascript:") else ""
    return Said(marker, payload + join + marker)


def content_cases(browser: Browser, count: int, seed: int) -> Iterator[Held]:
    """Payloads in fields and texts, all that load together built into one site for each payload."""
    chance = random.Random(seed)
    kinds = single_values(CORPUS), free_places(CORPUS), text_places(CORPUS)
    for number, payload in enumerate(PAYLOADS):
        # What is left over goes to the first payloads.
        each = count // len(PAYLOADS) + (number < count % len(PAYLOADS))
        chosen: dict[Place, None] = {}
        while len(chosen) < each:
            chosen[chance.choice(kinds[len(chosen) % len(kinds)])] = None
        with tempfile.TemporaryDirectory() as work:
            content = Path(shutil.copytree(CORPUS, Path(work) / "content"))
            kept: dict[Place, Said] = {}
            # From behind, so that the places before stay where they are.
            ordered = sorted(chosen, key=lambda p: (p.file, p.start), reverse=True)
            for mark, place in enumerate(ordered):
                said = marked(payload, mark)
                case = f"{place.file}:{place.start} {payload}"
                before = write(content, place, said.text)
                try:
                    load_content(content)
                    kept[place] = said
                except ContentError:
                    undo(before)
                    yield Held("content refused", case, "")
                except Exception as error:
                    undo(before)
                    yield Held("content", case, f"traceback: {error!r}")
            seen, fault = _built(browser, content, Path(work), kept) if kept else ({}, "")
            for place, said in kept.items():
                shown = "shown as text" if seen.get(said.marker) else "on no page"
                kind = "content of no site" if fault == REFUSED else f"content {shown}"
                told = "" if fault == REFUSED else fault
                yield Held(kind, f"{place.file}:{place.start} {payload}", told)


def _built(
    browser: Browser, content: Path, work: Path, kept: dict[Place, Said]
) -> tuple[dict[str, int], str]:
    """How often each mark is shown, and the first fault of the site's pages.

    The fault is REFUSED where the build refuses the content as a Problem.
    """
    out, root = work / "site", work / "root"
    root.mkdir()
    try:
        build_site(
            root=ROOT, content_dir=content, out=out, progress=lambda _: None, check_ledger=False
        )
    except ContentError:
        return {}, REFUSED
    # What is written by hand is Markdown: links and emphasis are made of it.
    literal = [said for place, said in kept.items() if not place.file.startswith("pages/")]
    by_hand = [said for place, said in kept.items() if place.file.startswith("pages/")]
    seen: Counter[str] = Counter()
    wrong: list[str] = []

    # A comparison shows what went between what came; results say what was asked besides.
    apart = ("compare/", "search/?")

    def look(page: Page, name: str, fault: str) -> None:
        if fault:
            wrong.append(f"{name}: {fault}")
            return
        for said, whole in ((literal, not name.startswith(apart)), (by_hand, False)):
            here, faulty = faults(page, said, whole=whole)
            seen.update(here)
            wrong.extend(f"{name}: {one}" for one in faulty)

    with serve(out, root) as address:
        context = browser.new_context(bypass_csp=True)
        for name in _pages_with(out, [said.marker for said in kept.values()]):
            page = context.new_page()
            look(page, name, visit(page, address + name))
            page.close()
        for query in ("ran", *list(seen)[:SEARCHED]):
            page, name = context.new_page(), f"search/?q={query}"
            look(page, name, visit(page, address + name, "#results[data-state=done]"))
            page.close()
        context.close()
    return seen, wrong[0] if wrong else ""


def _pages_with(out: Path, markers: list[str]) -> Iterator[str]:
    """The pages to open: ENOUGH for each mark, those first that have many marks."""
    there = {
        path.relative_to(out).as_posix(): {mark for mark in markers if mark in text}
        for path in sorted(out.rglob("*.html"))
        if "__ran" in (text := path.read_text("utf-8"))
    }
    opened: Counter[str] = Counter()
    for name, marks in sorted(there.items(), key=lambda item: (-len(item[1]), item[0])):
        if any(opened[mark] < ENOUGH for mark in marks):
            opened.update(marks)
            yield name


def address_cases(browser: Browser, address: str, count: int) -> Iterator[Held]:
    """Payloads as queries, facets, hashes, paths, plain or encoded twice, with what stands before."""
    forms = [(p, "{}") for p in PARAMETERS] + [("q", '"{}"'), ("q", "推进 {}"), ("q", "-{} 推进")]
    kinds = [f"search/?{name}={form}" for name, form in forms]
    kinds += ["search/?q=推进&sort={}", "search/#{}", "9002/01/#{}", "9002/?h={}", "search/?q=a#{}"]
    cases = [(kind, payload) for payload in PAYLOADS for kind in kinds]
    context = browser.new_context(bypass_csp=True)
    for number, (kind, payload) in enumerate(cases[:count]):
        if number % TOGETHER == TOGETHER - 1:
            context.close()
            context = browser.new_context(bypass_csp=True)
        said = kind.replace("{}", quote(payload, safe=""))
        if "&" not in said and "?" in said and "q=" not in said:
            said += "&q=推进"
        wait = "#results[data-state=done]" if said.startswith("search/") else ""
        page = context.new_page()
        fault = visit(page, address + said, wait)
        if not fault and kind.startswith("search/"):
            fault = _asked(page, said)
        yield Held("address", said, fault)
        page.close()
    context.close()


def _asked(page: Page, said: str) -> str:
    """What is wrong where a page of results does not say a query as it was asked."""
    wanted = " ".join(parse_qs(urlsplit(said).query).get("q", [""])[0].split())
    typed, title = " ".join(page.input_value("#kt-q").split()), page.title()
    if typed != wanted:
        return f"the box says {typed!r} for {wanted!r}"
    if wanted not in " ".join(title.split()):
        return f"the title says {title!r} for {wanted!r}"
    _, wrong = faults(page, [], whole=True)
    return wrong[0] if wrong else ""


def stored_cases(browser: Browser, address: str, count: int) -> Iterator[Held]:
    """Payloads as what the browser has stored, as text and in the forms that pages read."""
    forms = ["{}", "json", "list", "spellings", "characters", "palette", "nested"]
    cases = [(p, key, form) for form in forms for key in KEYS for p in PAYLOADS]
    random.Random(count).shuffle(cases)
    path = "/keytasks/"
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address + "about/")
    for payload, key, form in cases[:count]:
        name, value = key if key == "kt-terms" else path + key, _stored(payload, form)
        page.evaluate(STORE, [name, value])
        yield Held("stored", f"{name} {value}", visit(page, address + "9002/01/"))
    context.close()


def _stored(payload: str, form: str) -> str:
    shapes: dict[str, object] = {
        "json": payload,
        "list": [payload] * 3,
        "spellings": [{"spellings": [payload], "inside": True}],
        "characters": [{"spellings": list(payload) * 3, "inside": False}],
        "palette": {"index": payload, "color": {"scheme": payload, "primary": payload}},
        "nested": [[payload], {payload: payload}, None, 1],
    }
    return payload if form == "{}" else json.dumps(shapes[form], ensure_ascii=False)


def told(outcomes: Iterable[Held]) -> int:
    """Prints the faults, and how many were tried and held of each kind; the number of faults."""
    tried: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for outcome in outcomes:
        tried[outcome.kind] += 1
        held[outcome.kind] += not outcome.fault
        if outcome.fault:
            print(f"{outcome.kind}: {outcome.case}: {outcome.fault}", flush=True)
    for kind, count in sorted(tried.items()):
        print(f"{kind}: {count} tried, {held[kind]} held")
    return sum(tried.values()) - sum(held.values())


def outcomes(browser: Browser, demo: str, count: int) -> Iterator[Held]:
    """About `count` cases, a third of each kind; `demo` is where the invented site is served."""
    yield from content_cases(browser, count // 3, seed=20261125)
    yield from address_cases(browser, demo, count // 3)
    yield from stored_cases(browser, demo, count // 3)


def main() -> int:
    """Builds the invented site, tries, and tells."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        out, root = Path(work) / "site", Path(work) / "root"
        root.mkdir()
        build_site(
            root=ROOT, content_dir=CORPUS, out=out, progress=lambda _: None, check_ledger=False
        )
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serve(out, root) as address:
            faults = told(outcomes(browser, address, count))
        browser.close()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
