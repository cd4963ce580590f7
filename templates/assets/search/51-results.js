// The list of results, and what is said of them.
const MOST_SHOWN = 1000, SENTENCES = 3, LENGTH = 90;

const quoted = (words) => words.map((word) => keytasksWords.search.quoted({ word })).join("");
const card = (id, kind, ...content) => make("li", { class: "kt-result", "data-id": id, "data-kind": kind }, ...content);

function cardContent(result, record, answer) {
  const kin = record.k === "agency" && ((answer.predecessors.includes(record.i) && keytasksWords.search.predecessor) || (answer.successors.includes(record.i) && keytasksWords.search.successor));
  const missing = answer.missing?.(result.i) ?? [];
  const meta = [KIND_NAMES[record.k], record.y, record.k === "task" && record.s, STATES[record.z], kin, missing.length && keytasksWords.search.lacking({ words: quoted(missing) })].filter(Boolean);
  const content = [
    make("h3", {}, make("a", { href: address(record.u) }, marked(record.t, answer.terms))),
    make("p", { class: "kt-meta" }, ...meta.map((m) => make("span", {}, m))),
  ];
  const heading = (n) => record.p[n][0] === "h" || (n === 0 && record.k !== "notice");
  const places = (result.places ?? answer.places(result.i)).filter((n) => !heading(n)).slice(0, SENTENCES);
  if (places.length) content.push(make("ul", { class: "kt-found" }, ...places.map((n) => {
    const [anchor, text] = record.p[n];
    return make("li", {}, make("a", { href: address(record.u, anchor) }, marked(text, answer.terms, LENGTH)));
  })));
  return content;
}

// Results in order; the tasks of a theme hang together under its name.
function listed(results, made, store) {
  const list = make("ol", { class: "kt-results" });
  for (let n = 0; n < results.length;) {
    const theme = results[n].theme;
    let end = n + 1;
    while (theme && end < results.length && results[end].theme === theme) end++;
    const cards = results.slice(n, end).map(made);
    if (cards.length > 1) {
      const years = new Set(results.slice(n, end).map(({ i }) => store.notice(i))).size;
      const link = make("a", { href: address(keytasksAddress.theme(theme)) }, store.themeNames.get(theme) ?? theme);
      const count = cards.length, said = years > 1 ? keytasksWords.search.tasks_in_years({ count, years }) : keytasksWords.search.tasks({ count });
      list.append(make("li", { class: "kt-together" }, make("p", { class: "kt-quiet" }, keytasksWords.search.same_theme, link, said), make("ol", { class: "kt-same-line" }, ...cards)));
    } else list.append(...cards);
    n = end;
  }
  return list;
}

// What the page says of an answer of which `shown` results are left.
const summary = (answer, shown) => {
  const query = answer.query.trim(), count = answer.results.length;
  if (!query) return "";
  if (answer.excluded.length) return keytasksWords.search.only_excluded({ words: quoted(answer.excluded) });
  if (!count) return keytasksWords.search.nothing({ query }) + (answer.missing ? ignored(answer) : "");
  if (!answer.nearest) return (shown === count ? keytasksWords.search.found({ count }) : keytasksWords.search.narrowed({ count, shown })) + ignored(answer);
  if (!answer.missing) return keytasksWords.search.apart({ pieces: joined(answer.pieces), count });
  return keytasksWords.search.partly({ count }) + ignored(answer);
};
const joined = (pieces) => pieces.join(keytasksWords.search.between_pieces);
const ignored = (answer) => (answer.leftOut.length ? keytasksWords.search.left_out({ words: quoted(answer.leftOut) }) : "");

// The bodies before and after those that were named.
function kinOf(answer, store) {
  const linked = (id, name) => (store.paged.has(id) ? make("a", { href: address(keytasksAddress.agency(id)) }, name) : name);
  return [
    ...answer.predecessors.flatMap((id) => [keytasksWords.search.predecessor_is, linked(id, store.shortName(id)), keytasksWords.search.stop]),
    ...answer.successors.flatMap((id) => [keytasksWords.search.successor_is, linked(id, store.agencyName(id)), keytasksWords.search.stop]),
  ];
}

// Cards beyond the first are filled with their texts when they come into view.
const fill = (answer, store) => new IntersectionObserver(async (entries, observer) => {
  const items = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
  for (const item of items) observer.unobserve(item);
  const texts = await store.records(items.map((item) => item.result.i)).catch(() => null);
  if (texts) for (const item of items) item.replaceChildren(...cardContent(item.result, texts.get(item.result.i), answer));
}, { rootMargin: "600px" });

// What the pieces of a query find, under a line of its own below what has all of it.
function belowOf(shown, pieces, texts, answer, store) {
  const names = joined(pieces.map((piece) => piece.text)), said = keytasksWords.search.below({ pieces: names, count: shown.length });
  const list = listOf(shown, texts, null, { ...answer, terms: pieces, missing: null }, store);
  return make("section", { class: "kt-below" }, make("p", { class: "kt-quiet" }, said), ...list);
}

// The list of results; those without a text in `texts` get theirs when they come into view.
function listOf(shown, texts, watcher, answer, store) {
  const made = (result) => {
    const record = texts.get(result.i), id = store.id(result.i), kind = store.kind(result.i);
    if (record) return card(id, kind, ...cardContent(result, record, answer));
    const notice = store.notice(result.i);
    const path = kind === "task" ? keytasksAddress.task(notice, id.slice(notice.length + 1).replace("-", "/")) : keytasksAddress.notice(id);
    const empty = card(id, kind, make("h3", {}, make("a", { href: address(path) }, id)));
    empty.result = result;
    watcher.observe(empty);
    return empty;
  };
  const list = [listed(shown.slice(0, MOST_SHOWN), made, store)];
  if (shown.length > MOST_SHOWN) list.push(make("p", { class: "kt-quiet" }, keytasksWords.search.first_only({ count: MOST_SHOWN })));
  return list;
}
