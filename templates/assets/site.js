// A click on a sentence's number copies its address. Without this script the link still works.
document.addEventListener("click", async (event) => {
  const link = event.target.closest(".kt-n");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return;
  }
  document.querySelector(".kt-copied")?.remove();
  const note = document.createElement("p");
  note.className = "kt-copied";
  note.setAttribute("role", "status");
  note.textContent = "已复制这一句的地址";
  document.body.append(note);
  setTimeout(() => note.remove(), 2000);
});

// The 404 page guesses what was meant: 2020-7, 2020/7 and 2020/007 are 2020/07/.
const guess = document.getElementById("kt-guess");
const meant = guess && location.pathname.match(/\/(\d{4})[-/]0*(\d{1,3})\/?$/);
if (meant) {
  const link = document.createElement("a");
  link.href = `${guess.dataset.base}${meant[1]}/${meant[2].padStart(2, "0")}/`;
  link.textContent = `${meant[1]}年第 ${meant[2]} 项`;
  guess.append("您要找的也许是：", link);
  guess.hidden = false;
}

// Search is loaded when a reader begins to search, and not before.
const searchBox = document.querySelector(".kt-searchbox");
const searchScript = searchBox && new URL("assets/keytasks/search.js", new URL(searchBox.dataset.base, location.href));
function loadSearch() {
  if (!searchScript || document.querySelector("script[data-kt-search]")) return;
  const script = document.createElement("script");
  script.src = searchScript;
  script.dataset.ktSearch = "";
  document.head.append(script);
}
searchBox?.addEventListener("focusin", loadSearch);
if (document.getElementById("results")) loadSearch();
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const input = document.querySelector("#kt-search-form input") ?? searchBox?.querySelector("input");
  if (!input) return;
  event.preventDefault();
  if (input.checkVisibility()) input.focus(); else location.href = document.querySelector(".kt-searchlink").href;
});

// The words that led here are marked, without touching the text.
let terms = [];
try {
  terms = JSON.parse(sessionStorage.getItem("kt-terms") ?? "[]");
  sessionStorage.removeItem("kt-terms");
} catch { /* private window */ }
if (terms.length && window.Highlight && CSS.highlights) {
  const ranges = [];
  for (const element of document.querySelectorAll(".kt h1, .kt-s, .kt-clause, .kt-stated dd, .kt-facts td")) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      for (const term of terms) {
        for (let at = text.indexOf(term); term && at >= 0; at = text.indexOf(term, at + term.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + term.length);
          ranges.push(range);
        }
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
