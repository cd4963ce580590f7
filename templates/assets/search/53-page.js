// The page of results: what is asked is loaded, searched, shown; what a reader does is asked anew.
const PAUSE = 250; // milliseconds; one who types on in them is not shown what pieces find

function page() {
  const results = document.getElementById("results");
  if (!results) return;
  const form = document.getElementById("kt-search-form"), input = form.querySelector("input");
  const status = document.getElementById("kt-search-status"), facets = document.getElementById("kt-search-facets");
  const more = document.getElementById("kt-search-more"), panel = document.getElementById("kt-search-narrow");
  panel.open = matchMedia("(min-width: 45em)").matches || FACETS.some(({ key }) => asked().has(key));
  document.getElementById("kt-search-off")?.remove();
  form.hidden = false;
  let turn = 0, narrowed = false, watcher = null, terms = [], pieces = [];

  const show = (answer, { shown, choices, all }, texts, store) => {
    const query = answer.query.trim();
    watcher?.disconnect();
    watcher = fill(answer, store);
    facets.replaceChildren(...choices);
    more.hidden = all;
    panel.hidden = !choices.length && (all || !shown.length);
    status.replaceChildren(summary(answer, shown.length), ...kinOf(answer, store));
    terms = answer.terms;
    if (shown.length) results.replaceChildren(...listOf(shown, texts, watcher, answer, store));
    else results.replaceChildren(document.getElementById(query && !answer.excluded.length ? "kt-search-none" : "kt-search-empty").content.cloneNode(true));
    document.title = query ? keytasksWords.search.title_of({ query }) : keytasksWords.search.title;
    finish("done");
  };
  const finish = (state) => {
    results.dataset.state = state;
    results.removeAttribute("aria-busy");
  };
  const render = async (store, own) => {
    const parameters = asked(), query = parameters.get("q") ?? "";
    if (document.activeElement !== input) input.value = query;
    const answer = await search(query, store);
    const left = await narrow(answer, parameters, narrowed, store);
    const listable = left.shown.slice(0, MOST_SHOWN).map(({ i }) => i);
    // Themes and agencies are at hand at any size.
    const texts = await store.records(listable.filter((i, n) => n < store.first || ["theme", "agency"].includes(store.kind(i))));
    if (own !== turn) return; // the reader has typed on
    show(answer, left, texts, store);
    // Without what cannot be had below, the exact results stay.
    setTimeout(() => { if (own === turn) showBelow(answer, parameters, store, own).catch(network); }, PAUSE);
  };
  const showBelow = async (answer, parameters, store, own) => {
    const found = await answer.below(), { shown } = await narrow(found, parameters, narrowed, store);
    const texts = await store.records(shown.map(({ i }) => i));
    if (own !== turn || !shown.length) return;
    pieces = found.pieces;
    results.append(belowOf(shown, pieces, texts, answer, store));
  };
  const network = (error) => { if (!(error instanceof Error) || error.name !== "Error") throw error; }; // ours
  const fail = () => {
    status.replaceChildren();
    results.replaceChildren(document.getElementById("kt-search-failed").content.cloneNode(true));
    results.querySelector("button").addEventListener("click", run);
    finish("failed");
  };
  const run = () => {
    const own = ++turn;
    results.dataset.state = "loading";
    results.setAttribute("aria-busy", "true");
    return load().then((store) => render(store, own)).catch((error) => {
      if (own !== turn) return;
      network(error);
      fail();
    });
  };
  const go = (change, replace) => { moveTo(change, replace); return run(); };
  const typed = () => go({ q: input.value.trim() }, true);

  form.addEventListener("submit", (event) => { event.preventDefault(); typed(); settle(); });
  input.addEventListener("input", (event) => { if (!event.isComposing) typed(); });
  input.addEventListener("compositionend", typed);
  results.addEventListener("click", (event) => { if (event.target.closest(".kt-result a")) { settle(); remember(patterns(event.target.closest(".kt-below") ? pieces : terms)); } });
  facets.addEventListener("change", (event) => { const { id, name, value } = event.target; settle(); go({ [name]: value }, false).then(() => document.getElementById(id)?.focus()); });
  more.addEventListener("click", () => { narrowed = true; run().then(() => facets.querySelector("select")?.focus()); });
  window.addEventListener("popstate", () => { settled = whereWeAre(); input.value = asked().get("q") ?? ""; run(); });
  input.value = asked().get("q") ?? "";
  run();
}
