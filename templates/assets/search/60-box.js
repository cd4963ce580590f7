// The box in the header: a combobox with the first results.
const SUGGESTIONS = 7;

function box(form) {
  const input = form.querySelector("input"), list = form.querySelector("[role=listbox]"), lost = form.querySelector(".kt-search-lost");
  let active = -1;
  const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (n) => {
    const options = [...list.children];
    active = options.length ? (n + options.length) % options.length : -1;
    options.forEach((o, k) => { o.setAttribute("aria-selected", String(k === active)); });
    if (active >= 0) { input.setAttribute("aria-activedescendant", options[active].id); options[active].scrollIntoView({ block: "nearest" }); }
  };
  // What was chosen was chosen for another text, and answers to that one come too late.
  const changed = () => {
    turn++;
    active = -1;
    lost.hidden = true;
    input.removeAttribute("aria-activedescendant");
    for (const option of list.children) option.setAttribute("aria-selected", "false");
  };
  let turn = 0;
  const suggest = async () => {
    const own = ++turn;
    const [answer, found, texts] = await withStore(async (store) => {
      const answer = await search(input.value, store), { results } = answer;
      const below = results[0] && !results[SUGGESTIONS - 1] ? await answer.below() : nothingNear();
      // Held texts before facts of other years, but for what the query names.
      const fact = ({ i, tier }) => tier > TIERS.named && store.state(i) === "facts-only";
      const found = [...results, ...below.results].sort((a, b) => fact(a) - fact(b)).slice(0, SUGGESTIONS).map(({ i }) => i);
      return [{ ...answer, terms: [...answer.terms, ...below.pieces] }, found, await store.records(found)];
    });
    if (own !== turn) return; // the reader has typed on
    list.replaceChildren();
    found.map((i) => texts.get(i)).forEach((r, n) => {
      const option = make("li", { role: "option", id: `kt-option-${n}`, "aria-selected": "false", "data-url": address(r.u) },
        span(marked(r.t, answer.terms)), make("small", {}, [named(KIND_NAMES, r.k), r.y, answer.nearest && keytasksWords.search.near].filter(Boolean).join(" · "), " ", ...markOf(r.z)));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); remember(spelled(answer.terms)); location.href = option.dataset.url; });
      list.append(option);
    });
    if (!list.children.length) return close();
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    form.dataset.terms = spelled(answer.terms);
  };
  const fail = (error) => { close(); lost.hidden = false; report(error); };
  const suggestOrClose = () => {
    if (!input.value.trim()) return close();
    const asked = turn + 1; // the number that `suggest` takes
    return suggest().then(() => { lost.hidden = true; }, (error) => { if (asked === turn) fail(error); });
  };
  lost.hidden = true;
  lost.querySelector("button").addEventListener("click", suggestOrClose);
  input.addEventListener("input", (event) => { changed(); if (!event.isComposing) suggestOrClose(); });
  input.addEventListener("compositionend", suggestOrClose);
  input.addEventListener("keydown", (event) => {
    // Keys of an input method are its own. Safari and some IMEs of Windows end the composition before
    // the key that ended it: that key has the code 229 and no isComposing.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggestOrClose(); else choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Escape") { if (!list.hidden) { event.preventDefault(); close(); } else input.blur(); }
    else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      remember(form.dataset.terms);
      location.href = list.children[active].dataset.url;
    }
  });
  // Another try takes the focus away, and its answer may be there sooner than this closes the list.
  input.addEventListener("blur", () => { const left = turn; setTimeout(() => left === turn && close(), 150); });
  if (input.value.trim()) suggestOrClose();
}
