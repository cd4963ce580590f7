// From disk a link to a folder would show its files: it is sent to the folder's page.
if (location.protocol === "file:") {
  const paged = (address) => {
    const url = new URL(address, location.href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };
  const mend = (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) link.href = paged(link.href);
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, mend, true);
  document.addEventListener("submit", (event) => { event.target.action = paged(event.target.action); }, true);
}

// A passage that is longer than an address may be is not cut: it is checked whole. It goes along in the
// fragment, which is not sent.
const LONGEST_QUERY = 200; // characters; in Chinese nine times as many in an address
document.addEventListener("input", (event) => {
  const { name, value, form } = event.target;
  if (name !== "q" || value.length <= LONGEST_QUERY || event.isComposing) return;
  event.stopImmediatePropagation();
  const check = new URL(`../${keytasksAddress.check}`, form.action);
  if (check.protocol === "file:") check.pathname += "index.html";
  check.hash = new URLSearchParams({ passage: value });
  location.assign(check);
}, true);

// A click on the number of a sentence, or on the mark of a heading, copies its address.
// Without this script the link still works.
document.addEventListener("click", async (event) => {
  const link = event.target.closest(".kt-n, .kt-copy");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return;
  }
  copied(keytasksWords.site.link_copied);
});
function copied(words) {
  document.querySelector(".kt-copied")?.remove();
  const note = document.createElement("p");
  note.className = "kt-copied";
  note.setAttribute("role", "status");
  note.textContent = words;
  document.body.append(note);
  setTimeout(() => note.remove(), 2000);
}

// A wide screen shows the contents of a notice at its side; paper shows where a page came from.
const contents = document.querySelector(".kt-toc");
if (contents && matchMedia("(min-width: 60em)").matches) contents.open = true;
// They follow: the heading read last is marked, and brought into sight where they scroll by themselves.
if (contents) {
  const places = [...contents.querySelectorAll("a")].map((link) => ({ link, at: document.getElementById(link.hash.slice(1)) }));
  let waiting = false;
  const follow = () => {
    waiting = false;
    const read = places.findLast(({ at }) => at && at.getBoundingClientRect().top < 140);
    const before = contents.querySelector("[aria-current]");
    if (before === (read?.link ?? null)) return;
    before?.removeAttribute("aria-current");
    if (!read) return;
    read.link.setAttribute("aria-current", "location");
    const box = read.link.getBoundingClientRect(), frame = contents.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) contents.scrollTop += box.top - frame.top - frame.height / 2;
  };
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(follow);
  };
  addEventListener("scroll", soon, { passive: true });
  follow();
}
const paper = document.querySelector(".kt-paper");
if (paper) paper.querySelector("span").textContent = location.href.split(/[?#]/)[0];

// A button opens the drawer, and Escape closes it; what is in a closed drawer cannot be reached.
const drawer = document.getElementById("__drawer");
const menu = document.querySelector(".kt-menu");
if (drawer && menu) {
  document.querySelector("label.md-icon[for=__drawer]").hidden = true;
  menu.hidden = false;
  menu.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    menu.setAttribute("aria-expanded", drawer.checked);
    if (drawer.checked) setTimeout(() => document.querySelector("#kt-drawer .md-nav__list a").focus(), 300);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });
}

// In a picture the arrows lead from link to link: to the nearest one in their direction.
for (const picture of document.querySelectorAll("svg[data-keys]")) {
  picture.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    const here = event.target.closest("a");
    if (x === undefined || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const middle = (link) => {
      const box = link.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [left, top] = middle(here);
    let best = null, least = Infinity;
    for (const link of picture.querySelectorAll("a")) {
      const [right, down] = middle(link);
      const along = (right - left) * x + (down - top) * y, aside = Math.abs((right - left) * y) + Math.abs((down - top) * x);
      if (link === here || along < 1 || along + 4 * aside >= least) continue;
      best = link;
      least = along + 4 * aside;
    }
    event.preventDefault();
    if (!best) return;
    here.setAttribute("tabindex", "-1");
    best.setAttribute("tabindex", "0");
    best.focus();
  });
}

// What is printed on demand is printed whole: nothing stays folded on paper.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// All texts of a list are opened at once, or closed again.
for (const button of document.querySelectorAll("button[data-unfold]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const folds = [...document.querySelectorAll(".kt-task-text")];
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    button.textContent = open ? keytasksWords.site.fold_all : keytasksWords.site.unfold_all;
  });
}

// The number of the sentence that an anchor names; nothing for any other place.
const sentenceAt = (anchor) => /^s(\d+)$/.exec(anchor ?? "")?.[1];
const sentenceSaid = (anchor) => (sentenceAt(anchor) ? keytasksWords.site.sentence({ number: sentenceAt(anchor) }) : "");

// The strip of a shared sentence names it, and copies its address.
const strip = document.querySelector(".kt-strip");
if (strip) {
  const name = () => { strip.querySelector("[data-sentence]").textContent = sentenceSaid(location.hash.slice(1)); };
  name();
  addEventListener("hashchange", name);
  const copy = strip.querySelector("[data-copy]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    copied(keytasksWords.site.link_copied);
  });
}

// A citation names the sentence that the address names, where it was read, and when.
const citing = document.querySelector(".kt-citing");
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}
function fillCitation() {
  const [address, anchor] = location.href.split("#");
  const sentence = sentenceAt(anchor);
  const date = today();
  for (const place of citing.querySelectorAll("[data-accessed]")) place.textContent = date;
  for (const place of citing.querySelectorAll("[data-n]")) place.textContent = sentence ? place.dataset.n.replace("N", sentence) : "";
  for (const place of citing.querySelectorAll("[data-url]")) {
    // A page that is read from disk is nobody else's to open: without the site's address none is cited.
    place.dataset.url ||= place.textContent.includes("://") || location.protocol === "file:" ? place.textContent : address;
    place.textContent = sentence && place.dataset.url.includes("://") ? `${place.dataset.url}#${anchor}` : place.dataset.url;
  }
}
if (citing) {
  const copyCitation = citing.querySelector("[data-copy-citation]");
  fillCitation();
  addEventListener("hashchange", fillCitation);
  copyCitation.hidden = !navigator.clipboard;
  copyCitation.addEventListener("click", async () => {
    await navigator.clipboard.writeText(citing.querySelector("label:has(:checked) + .kt-cite").textContent);
    copied(keytasksWords.site.citation_copied);
  });
}

// A record says besides where and when it was read. Without this script, or from disk, the file comes as it is.
function withReading(record, name, address, date) {
  const [url, day, end] = name.endsWith(".bib")
    ? [`  url = {${address}},\n`, `  urldate = {${date}},\n`, "}"]
    : [`UR  - ${address}\r\n`, `Y2  - ${date.replaceAll("-", "/")}\r\n`, "ER  - "];
  const at = record.lastIndexOf(end), named = record.includes(`\n${url.slice(0, 6)}`);
  return record.slice(0, at) + (named ? "" : url) + day + record.slice(at);
}
for (const link of location.protocol === "file:" ? [] : (citing?.querySelectorAll("a[download]") ?? [])) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const saved = document.createElement("a");
    saved.href = link.href;
    saved.download = link.pathname.split("/").pop();
    try {
      const answer = await fetch(link.href);
      const read = withReading(await answer.text(), saved.download, location.href.split(/[?#]/)[0], today());
      if (answer.ok) saved.href = URL.createObjectURL(new Blob([read], { type: "text/plain" }));
    } catch { /* the file as it is */ }
    saved.click();
    setTimeout(() => URL.revokeObjectURL(saved.href), 10_000);
  });
}

// What is selected in a task's text can be copied as a quotation, with its citation and address.
const quoted = document.querySelector(".kt-task .kt-text");
if (quoted && citing && navigator.clipboard) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kt-button kt-quote kt-screen";
  button.textContent = keytasksWords.site.quote;
  button.hidden = true;
  quoted.after(button);
  const chosen = () => {
    const selection = getSelection();
    const inside = selection.rangeCount && quoted.contains(selection.getRangeAt(0).commonAncestorContainer);
    return inside ? selection.toString().replace(/\s+/g, "") : "";
  };
  document.addEventListener("selectionchange", () => {
    button.hidden = !chosen();
    if (button.hidden) return;
    const place = getSelection().getRangeAt(0).getBoundingClientRect();
    button.style.top = `${scrollY + place.bottom + 6}px`;
    button.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - 140))}px`;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // else the selection is lost
  button.addEventListener("click", async () => {
    const start = getSelection().getRangeAt(0).startContainer;
    const sentence = (start.nodeType === 1 ? start : start.parentElement).closest(".kt-s, .kt-clause")?.id;
    const text = chosen();
    const notice = citing.querySelector(".kt-cite").firstChild.textContent;
    const known = citing.querySelector("[data-url]").dataset.url;
    const address = sentence && known.includes("://") ? `${known}#${sentence}` : known;
    await navigator.clipboard.writeText(keytasksWords.site.quotation({ text, notice, place: sentenceSaid(sentence), address }));
    copied(keytasksWords.site.quotation_copied);
  });
}

// 7 as 七, 20 as 二十, 105 as 一百零五: as the notices number their tasks, up to 999.
function chineseNumeral(number) {
  const digits = "零一二三四五六七八九";
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  let text = hundreds ? `${digits[hundreds]}百` : "";
  if (tens) text += `${tens === 1 && !hundreds ? "" : digits[tens]}十`;
  else if (hundreds && ones) text += "零";
  return ones ? text + digits[ones] : text;
}

// The 404 page guesses what was meant, and only what there is: 2020-7, 2020/7 and 2020/07.html are
// 2020/07/, and compare/2021/2020/ is compare/2020/2021/.
function meantAddress(path, tasks) {
  if (path.length > 200) return null; // patterns that look backwards take long for a long one
  const words = path.toLowerCase().replace(/\/+$/, "").replace(/(\/index)?\.html?$/, "");
  const [, ...pair] = words.match(/\bcompare[-/_]([a-z0-9-]*\d{4})[-/_.]+([a-z0-9-]*\d{4})$/) ?? [];
  const [one, other] = pair.map((notice) => notice.slice(0, -4));
  if (pair.length && pair[0] !== pair[1] && one === other && pair.every((notice) => Object.hasOwn(tasks, notice))) {
    return { pair: pair.sort() };
  }
  const whole = words.split("/").pop();
  if (Object.hasOwn(tasks, whole)) return { notice: whole };
  const has = (notice, number) => tasks[notice].split(",").some((run) => {
    const [first, last = first] = run.split("-").map(Number);
    return first <= number && number <= last;
  });
  const within = words.match(/([a-z0-9][a-z0-9-]*)[-/_ ]0*(\d{1,2})[-/_ ]0*(\d{1,3})$/);
  if (within && Object.hasOwn(tasks, within[1])) {
    const [section, number] = [Number(within[2]), Number(within[3])];
    return has(within[1], 1000 * section + number) ? { notice: within[1], section, number } : { notice: within[1] };
  }
  const found = words.match(/([a-z0-9][a-z0-9-]*)[-/_ ]0*(\d{1,3})$/);
  if (!found || !Object.hasOwn(tasks, found[1])) return null;
  const number = Number(found[2]);
  return { notice: found[1], number: has(found[1], number) ? number : null };
}
const guess = document.getElementById("kt-guess");
const meant = guess && meantAddress(location.pathname, JSON.parse(guess.dataset.tasks));
if (meant) {
  const link = document.createElement("a");
  const called = JSON.parse(guess.dataset.called ?? "{}");
  const name = (notice) => (Object.hasOwn(called, notice) ? called[notice] : keytasksWords.site.year({ year: notice }));
  if (meant.pair) {
    const [older, newer] = meant.pair.map(name);
    link.href = guess.dataset.base + keytasksAddress.compare(...meant.pair);
    link.textContent = keytasksWords.site.comparison({ older, newer });
  } else if (meant.number) {
    const notice = name(meant.notice), numeral = chineseNumeral(meant.number);
    const slug = [meant.section ?? [], meant.number].flat().map((n) => String(n).padStart(2, "0")).join("/");
    const section = meant.section && chineseNumeral(meant.section);
    link.href = guess.dataset.base + keytasksAddress.task(meant.notice, slug);
    link.textContent = section ? keytasksWords.site.task_of_section({ notice, section, numeral }) : keytasksWords.site.task({ notice, numeral });
  } else {
    link.href = guess.dataset.base + keytasksAddress.notice(meant.notice);
    link.textContent = keytasksWords.site.notice({ notice: name(meant.notice) });
  }
  guess.append(link);
  guess.hidden = false;
}

// Search is loaded when a reader begins to search, and not before. Where it does not come, or does not run in
// this browser, words and another try come instead.
const searchBox = document.querySelector(".kt-searchbox");
const searchOff = document.getElementById("kt-search-off"); // what the search page shows without search
const searchLost = searchBox?.querySelector(".kt-search-lost");
const SEARCH_PATIENCE = 15_000; // milliseconds
let searchScript = document.querySelector("script[data-kt-search]"), searchTries = searchScript ? 1 : 0;
// Search runs once it has taken over its box, and on its page has put away what stands there without it.
const searchRuns = () => window.keytasksSearch && !searchOff?.isConnected;
function searchHasEnded() {
  searchScript = null;
  searchLost.hidden = searchRuns() || Boolean(searchOff); // its page has more to say
  if (!searchRuns() && searchOff) {
    searchOff.classList.add("kt-lost");
    searchOff.querySelector("button").hidden = false;
  }
}
function loadSearch() {
  if (!searchBox || searchScript || searchRuns()) return;
  const url = new URL("assets/keytasks/search.js", new URL(searchBox.dataset.base, location.href));
  if (searchTries) url.search = `again=${searchTries}`; // past a cache that has what did not run
  searchTries++;
  searchScript = document.createElement("script");
  searchScript.src = url;
  searchScript.onload = searchScript.onerror = searchHasEnded;
  document.head.append(searchScript);
  setTimeout(() => { if (!searchRuns()) searchHasEnded(); }, SEARCH_PATIENCE);
}
searchBox?.addEventListener("focusin", loadSearch);
for (const button of document.querySelectorAll(".kt-search-lost button, #kt-search-off button")) button.addEventListener("click", loadSearch);
if (searchScript) {
  // The page's own may have failed before this script ran; when the page has loaded, it has ended.
  if (document.readyState === "complete") searchHasEnded(); else addEventListener("load", searchHasEnded);
  setTimeout(() => { if (!searchRuns()) searchHasEnded(); }, SEARCH_PATIENCE);
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const input = document.querySelector("#kt-search-form input") ?? searchBox?.querySelector("input");
  if (!input) return;
  event.preventDefault();
  if (input.checkVisibility()) input.focus(); else location.href = document.querySelector(".kt-searchlink").href;
});

// The words that led here are marked, without touching the text. They come from what the search page has
// stored: each character in all its spellings. Anything else that stands there is none of ours.
const MOST_TERMS = 60, LONGEST_TERM = 200, MOST_SPELLINGS = 300;
const dropped = new RegExp(keytasksDropped, "u"); // what the search drops from texts: it may stand within a term
const isTerm = (term) => Array.isArray(term?.spellings) && term.spellings.length > 0 && term.spellings.length <= LONGEST_TERM
  && term.spellings.every((said) => typeof said === "string" && said && said.length <= MOST_SPELLINGS && !dropped.test(said));
function storedTerms() {
  try {
    const text = sessionStorage.getItem("kt-terms") ?? "[]";
    sessionStorage.removeItem("kt-terms");
    const stored = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isTerm).slice(0, MOST_TERMS) : [];
  } catch { return []; } // a private window, or no JSON
}
// No character of a term is dropped, so that there is one way to read a text, whatever its length.
function termPattern({ spellings, inside }) {
  const classes = spellings.map((said) => `[${said.replace(/[\]\\^[-]/g, "\\$&")}]`);
  const border = (said, pattern) => (!inside && /[0-9]/.test(said) ? pattern : "");
  const before = border(spellings[0], "(?<![0-9])(?<![0-9]\\.)"), after = border(spellings.at(-1), "(?!\\.?[0-9])");
  return new RegExp(before + classes.join(`${keytasksDropped}*`) + after, "giu");
}
const terms = storedTerms().map(termPattern);
if (terms.length && window.Highlight && CSS.highlights) {
  const ranges = [];
  for (const element of document.querySelectorAll(".kt :is(h1, h2, h3), .kt-s, .kt-clause, .kt-stated dd, .kt-facts td")) {
    const nodes = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), start = 0; node; node = walker.nextNode()) {
      nodes.push({ node, start });
      start += node.data.length;
    }
    const text = nodes.map(({ node }) => node.data).join("");
    // a figure is an element of its own: what is found may begin in one text node and end in another
    const place = (at, last) => {
      const { node, start } = nodes.findLast((n) => n.start < at || (n.start === at && !last));
      return [node, at - start];
    };
    for (const term of terms) {
      for (const { index, 0: found } of text.matchAll(term)) {
        const range = new Range();
        range.setStart(...place(index, false));
        range.setEnd(...place(index + found.length, true));
        ranges.push(range);
      }
    }
  }
  if (ranges.length) CSS.highlights.set("kt-terms", new Highlight(...ranges));
}

// Nothing stays folded on paper; a browser that knows ::details-content needs no script for it.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".kt-fold:not([open])")) {
    fold.open = true;
    fold.dataset.ktPrinted = "";
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("[data-kt-printed]")) {
    fold.open = false;
    delete fold.dataset.ktPrinted;
  }
});
