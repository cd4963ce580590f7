// The page of results: what is asked is loaded, searched, shown; what a reader does is asked anew.
const PAUSE = 250; // milliseconds; one who types on in them is not shown what pieces find
const YEARS_AROUND = 15; // a number that far from the notices' years is no year that one looks for
const MOST_RENEWED = 3; // times that results give way to those of another build, on one page

// What is ours to mend is said where mistakes of scripts are said; what a network does is not.
const report = (error) => { if (!(error instanceof NotHad)) setTimeout(() => { throw error; }); };

// The years that a query asks for of which no notice is known, and what else it asks for.
function yearsWithout(query, store) {
  const known = store.notices.filter((id) => /^[0-9]{4}$/.test(id)).map(Number).sort((a, b) => a - b);
  if (!known.length) return { years: [], others: [] };
  const near = (text) => /^[0-9]{4}$/.test(text) && Number(text) >= known[0] - YEARS_AROUND && Number(text) <= known.at(-1) + YEARS_AROUND;
  const parts = typedTerms(query).filter(({ excluded }) => !excluded).flatMap(({ text }) => divided(text, near)).map((part) => trimmed(fold(part)));
  const year = (part) => (near(part) ? part : yearAlone(part, near));
  return { years: unique(parts.map(year)).filter((said) => said && !store.isNotice(said)), others: parts.filter((part) => !year(part)) };
}

// Where other words are switched off, the way to them.
const switchedOff = (q) => (asked().get("words") === "off" && q ? [make("a", { href: `?${new URLSearchParams({ q })}` }, keytasksWords.search.with_words)] : []);

function page() {
  const results = document.getElementById("results");
  if (!results) return;
  const part = (name) => document.getElementById(`kt-search-${name}`), said = (name) => part(name).content.cloneNode(true);
  const form = part("form"), input = form.querySelector("input"), status = part("status"), facets = part("facets");
  const more = part("more"), all = part("all"), panel = part("narrow"), legend = part("legend");
  const chosen = () => FACETS.some(({ key }) => asked().has(key));
  panel.open = matchMedia("(min-width: 45em)").matches || chosen();
  let turn = 0, narrowed = false, renewed = 0, watcher = null, terms = [], pieces = [];

  // Nothing found is never the end: another word, another year, without what narrows, or an index.
  const nextSteps = (answer, { years, others }) => {
    if (answer.results.length) return said("narrowed");
    const steps = document.createDocumentFragment(), q = others.join(" ");
    if (years.length && q) steps.append(make("p", {}, keytasksWords.search.any_year, make("a", { href: `?${new URLSearchParams({ q })}` }, q)));
    if (answer.query.trim() && !answer.excluded.length) steps.append(said("none"));
    steps.append(said("empty"));
    return steps;
  };
  const show = (answer, { shown, choices, all: whole }, texts, own, store) => {
    const query = answer.query.trim(), missing = yearsWithout(query, store), { years } = missing;
    watcher?.disconnect();
    watcher = fill(answer, store, searchAnew);
    facets.replaceChildren(...choices);
    more.hidden = whole;
    all.hidden = !chosen();
    panel.hidden = !choices.length && (whole || !shown.length);
    for (const row of legend.querySelectorAll("[data-state]")) row.hidden = true;
    tell(shown, store);
    const none = years.map((year) => keytasksWords.search.no_notice({ year }));
    const gone = none.length && !answer.results.length; // that a year is not known says all
    status.replaceChildren(...none, gone ? "" : summary(answer, shown.length), ...kinOf(answer, store), ...meantWords(answer), ...otherWords(answer), ...switchedOff(query));
    terms = answer.terms;
    const found = shown.length ? [part("heading").content.cloneNode(true), ...resultList(shown, texts, watcher, answer, store)] : [nextSteps(answer, missing)];
    const quotes = answer.quoted.length && !shown.length ? [] : found;
    results.replaceChildren(...(years.length ? [said("years")] : []), ...quotes);
    // Without the script that shows it, what was found otherwise stays.
    quotedSection(answer).then((section) => { if (own === turn) results.prepend(...section); }).catch(report);
    document.title = query ? keytasksWords.search.title_of({ query }) : keytasksWords.search.title;
    finish("done");
  };
  // The legend has the marks of these results as well.
  const tell = (shown, store) => {
    const states = new Set(shown.map(({ i }) => store.state(i)));
    for (const row of legend.querySelectorAll("[data-state]")) if (states.has(row.dataset.state)) row.hidden = false;
    legend.hidden = !legend.querySelector("[data-state]:not([hidden])");
  };
  const finish = (state) => {
    results.dataset.state = state;
    results.removeAttribute("aria-busy");
  };
  const render = async (store, own) => {
    const parameters = asked(), query = parameters.get("q") ?? "";
    if (document.activeElement !== input) input.value = query;
    const answer = await search(query, store, { words: parameters.get("words") !== "off" });
    const left = await narrow(answer, parameters, narrowed, store);
    const listable = left.shown.slice(0, LISTED_AT_ONCE).map(({ i }) => i);
    // Themes and agencies are at hand at any size.
    const texts = await store.records(listable.filter((i, n) => n < store.first || ["theme", "agency"].includes(store.kind(i))));
    if (own !== turn) return; // the reader has typed on
    show(answer, left, texts, own, store);
    // Without what cannot be had below, the exact results stay.
    const lost = (error) => { report(error); if (own === turn) searchAnew(error); };
    setTimeout(() => { if (own === turn) showBelow(answer, parameters, store, own).catch(lost); }, PAUSE);
  };
  const showBelow = async (answer, parameters, store, own) => {
    const found = await answer.below(), { shown } = await narrow(found, parameters, narrowed, store);
    const texts = await store.records(shown.map(({ i }) => i));
    if (own !== turn || !shown.length) return;
    pieces = found.pieces;
    tell(shown, store);
    results.append(belowOf(shown, found, texts, answer, store));
  };
  const fail = () => {
    watcher?.disconnect();
    status.replaceChildren();
    panel.hidden = legend.hidden = true;
    results.replaceChildren(said("failed"));
    finish("failed");
  };
  const run = () => {
    const own = ++turn;
    results.dataset.state = "loading";
    results.setAttribute("aria-busy", "true");
    return withStore((store) => render(store, own)).catch((error) => {
      report(error);
      if (own === turn) fail();
    });
  };
  // What is shown is of a build that is gone: all is searched anew, but not for ever.
  const searchAnew = (error) => { if (error instanceof Mixed && renewed++ < MOST_RENEWED) run(); };
  const go = (change, replace) => { moveTo(change, replace); return run(); };
  const typed = () => go({ q: input.value.trim(), words: "" }, true);
  const unnarrow = () => { settle(); return go(Object.fromEntries(FACETS.map(({ key }) => [key, ""])), false); };

  form.addEventListener("submit", (event) => { event.preventDefault(); typed(); settle(); });
  input.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  input.addEventListener("compositionend", typed);
  results.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest(".kt-result a")) { settle(); remember(spelled(target.closest(".kt-below") ? pieces : terms)); }
    else if (target.closest("[data-again]")) run();
    else if (target.closest("[data-all]")) unnarrow().then(() => input.focus());
  });
  facets.addEventListener("change", (event) => { const { id, name, value } = event.target; settle(); go({ [name]: value }, false).then(() => document.getElementById(id)?.focus()); });
  more.addEventListener("click", () => { narrowed = true; run().then(() => facets.querySelector("select")?.focus()); });
  all.addEventListener("click", () => unnarrow().then(() => facets.querySelector("select")?.focus()));
  window.addEventListener("popstate", () => { given = null; settled = whereWeAre(); input.value = asked().get("q") ?? ""; run(); });
  input.value = asked().get("q") ?? "";
  form.hidden = false;
  part("off")?.remove(); // from here on the page is ours
  run();
}
