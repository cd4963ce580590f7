"""Whether a text that was put into a content stands on a page as that text, whole and as text."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

READ = """
(cases) => {
  const skipped = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  // A break that is allowed or forbidden is seen by nobody; white space runs together.
  const plain = (text) => text.replace(/[\\u2060\\u200b\\u00ad]/g, "").replace(/\\s+/g, " ");
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  let text = "";
  const attributes = [], alive = [];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      // Between what went and what came a text stands in pieces.
      if (node.parentElement.closest("td, p, li, dd, div")?.querySelector("ins, del")) text += "\u0001";
      else if (!skipped.has(node.parentElement.tagName)) text += node.data;
      else if (node.parentElement.tagName === "SCRIPT" && node.data.includes("__ran")) alive.push("script");
      continue;
    }
    if (node.tagName === "BR") text += " ";
    for (const { name, value } of node.attributes) {
      if (value.includes("__ran") && (name.startsWith("on") || name === "srcdoc")) alive.push(name);
      const runs = /^\\s*(javascript|vbscript|data):/i.test(value) && value.includes("__ran");
      if (runs && ["href", "src", "action", "formaction"].includes(name)) alive.push(name);
      attributes.push([plain(value), plain(decoded(value))]);
    }
  }
  text = plain(text);
  const count = (whole, part) => whole.split(part).length - 1;
  const found = cases.map(([marker, said]) => {
    const wanted = plain(said);
    const here = attributes.filter((said) => said[1].includes(marker));
    const broken = here.some((said) => !said.some((value) => value.includes(wanted)));
    return [count(text, marker), count(text, wanted), broken];
  });
  const around = cases.map(([marker]) => {
    const at = text.indexOf(marker);
    return text.slice(Math.max(0, at - 80), at + 20);
  });
  return { alive, found, around };
}
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A text with a mark at its end that stands nowhere else."""

    marker: str
    text: str


def faults(page: Page, said: list[Said], *, whole: bool) -> tuple[dict[str, int], list[str]]:
    """How often each mark is seen as text on the page, and what is wrong there.

    With `whole`, every mark that is seen has its whole text before it, character for character; but for
    what a comparison shows in pieces.
    """
    read = page.evaluate(READ, [[one.marker, one.text] for one in said])
    wrong = [f"alive: {name}" for name in read["alive"]]
    seen = {}
    for one, (marks, texts, broken), around in zip(
        said, read["found"], read["around"], strict=True
    ):
        seen[one.marker] = marks
        if whole and marks != texts:
            wrong.append(f"{one.text!r} stands as {around!r}")
        if whole and broken:
            wrong.append(f"{one.text!r} stands otherwise in an attribute")
    return seen, wrong
