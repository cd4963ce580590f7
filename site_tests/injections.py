"""Text that would be a script, wherever text comes in, in a real Chromium without the site's policy.

`python -m site_tests.injections [COUNT]` (`make inject`) tries about so many cases in thirds: fields of
the invented content that are built into a site, addresses, values that a browser has stored. It prints
how many were tried and held of each kind. A case holds where no script ran, the page did not throw,
and it answered within five seconds. What loading or building refuses as a Problem holds too.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from generator.content.loading import load_content
from generator.problems import ContentError
from generator.publish.site import build_site
from site_tests.conftest import CHROMIUM, ROOT, serve
from site_tests.content.every_field import CORPUS, Place, places

SECONDS = 5
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
PARAMETERS = ("q", "kind", "year", "state", "theme", "agency", "first", "section")
KEYS = ("kt-terms", ".__palette", ".__tabs", ".__announce", ".__consent", ".__source")


@dataclass(frozen=True, slots=True)
class Held:
    """What became of a case; `fault` is empty where it held."""

    kind: str
    case: str
    fault: str


def visit(page: Page, address: str, wait: str = "") -> str:
    """The fault of a page that was opened: a script of ours ran, it threw, it hung."""
    thrown: list[str] = []
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.on("pageerror", lambda error: thrown.append(str(error)))
    try:
        page.goto(address, timeout=SECONDS * 1000, wait_until="load")
        if wait:
            page.wait_for_selector(wait, timeout=SECONDS * 1000)
        ran = page.evaluate("() => { dispatchEvent(new Event('focus')); return window.__ran; }")
    except BrowserError as error:
        return "hang: " + str(error).splitlines()[0]
    if ran or any(frame.evaluate("window.__ran") for frame in page.frames):
        return "a script ran"
    return "threw: " + thrown[0] if thrown else ""


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


def write(content: Path, place: Place, payload: str) -> str:
    """Puts a payload into a field (quoted, as YAML has it) or a text; returns the file as it was."""
    path = content / place.file
    text = path.read_text("utf-8")
    said = payload if place.start == place.end else json.dumps(payload, ensure_ascii=False)
    path.write_text(text[: place.start] + said + text[place.end :], "utf-8")
    return text


def content_cases(browser: Browser, count: int, seed: int) -> Iterator[Held]:
    """Payloads in fields and texts, all that load together built into one site for each payload."""
    chance = random.Random(seed)
    fields, texts = single_values(CORPUS), text_places(CORPUS)
    each = max(2, count // len(PAYLOADS))
    for payload in PAYLOADS:
        chosen = [*chance.sample(fields, each - each // 3), *chance.sample(texts, each // 3)]
        with tempfile.TemporaryDirectory() as work:
            content = Path(shutil.copytree(CORPUS, Path(work) / "content"))
            kept: list[Place] = []
            # From behind, so that the places before stay where they are.
            for place in sorted(set(chosen), key=lambda p: (p.file, p.start), reverse=True):
                case = f"{place.file}:{place.start} {payload}"
                before = write(content, place, payload)
                try:
                    load_content(content)
                    kept.append(place)
                except ContentError:
                    (content / place.file).write_text(before, "utf-8")
                    yield Held("content refused", case, "")
                except Exception as error:
                    (content / place.file).write_text(before, "utf-8")
                    yield Held("content", case, f"traceback: {error!r}")
            fault = _built(browser, content, Path(work)) if kept else ""
            for place in kept:
                yield Held("content shown", f"{place.file}:{place.start} {payload}", fault)


def _built(browser: Browser, content: Path, work: Path) -> str:
    """The first fault of the site's pages; none where the build refuses the content as a Problem."""
    out, root = work / "site", work / "root"
    root.mkdir()
    try:
        build_site(
            root=ROOT, content_dir=content, out=out, progress=lambda _: None, check_ledger=False
        )
    except ContentError:
        return ""
    with serve(out, root) as address:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        pages = [p for p in sorted(out.rglob("*.html")) if "__ran" in p.read_text("utf-8")]
        found = [visit(page, address + p.relative_to(out).as_posix()) for p in pages[:12]]
        search = visit(page, address + "search/?q=ran", "#results[data-state=done]")
        context.close()
    return next(filter(None, [*found, search]), "")


def address_cases(browser: Browser, address: str, count: int) -> Iterator[Held]:
    """Payloads as queries, facets, hashes, paths, plain or encoded twice, with what stands before."""
    forms = [(p, "{}") for p in PARAMETERS] + [("q", '"{}"'), ("q", "推进 {}"), ("q", "-{} 推进")]
    kinds = [f"search/?{name}={form}" for name, form in forms]
    kinds += ["search/?q=推进&sort={}", "search/#{}", "9002/01/#{}", "9002/?h={}", "search/?q=a#{}"]
    cases = [(kind, payload) for payload in PAYLOADS for kind in kinds]
    for kind, payload in cases[:count]:
        said = kind.replace("{}", quote(payload, safe=""))
        if "&" not in said and "?" in said and "q=" not in said:
            said += "&q=推进"
        context = browser.new_context(bypass_csp=True)
        wait = "#results[data-state=done]" if said.startswith("search/") else ""
        yield Held("address", said, visit(context.new_page(), address + said, wait))
        context.close()


def stored_cases(browser: Browser, address: str, count: int) -> Iterator[Held]:
    """Payloads as what the browser has stored, as text and in the forms that pages read."""
    forms = ["{}", "json", "list", "spellings", "characters", "palette", "nested"]
    cases = [(p, key, form) for form in forms for key in KEYS for p in PAYLOADS]
    random.Random(count).shuffle(cases)
    path = "/keytasks/"
    for payload, key, form in cases[:count]:
        value = _stored(payload, form)
        name = key if key == "kt-terms" else path + key
        context = browser.new_context(bypass_csp=True)
        context.add_init_script(
            f"for (const store of [localStorage, sessionStorage]) "
            f"store.setItem({json.dumps(name)}, {json.dumps(value)});"
        )
        fault = visit(context.new_page(), address + "9002/01/")
        if key != "kt-terms" and fault.startswith("threw: "):
            fault = ""  # the theme reads its own keys, and says so where they are no JSON
        yield Held("stored", f"{name} {value}", fault)
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
