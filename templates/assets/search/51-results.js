// The list of results, and what is said of them.
const LISTED_AT_ONCE = 1000, SENTENCES = 3, LENGTH = 90;

const quoted = (words) => words.map((word) => keytasksWords.search.quoted({ word })).join("");
const card = (id, kind, ...content) => make("li", { class: "kt-result", "data-id": id, "data-kind": kind }, ...content);

// How sure a text is, by a short mark; what the marks mean stands once, above the results.
const markOf = (state) => (named(STATE_MARKS, state) ? [make("span", { class: "kt-mark", "data-state": state }, named(STATE_MARKS, state))] : []);

function cardContent(result, record, answer) {
  const kin = record.k === "agency" && ((answer.predecessors.includes(record.i) && keytasksWords.search.predecessor) || (answer.successors.includes(record.i) && keytasksWords.search.successor));
  const missing = answer.missing?.(result.i) ?? [];
  const meta = [record.k === "task" && record.s, kin, missing.length && keytasksWords.search.lacking({ words: quoted(missing) })].filter(Boolean);
  const content = [
    make("h3", {}, make("a", { href: address(record.u) }, marked(record.t, answer.terms))),
    make("p", { class: "kt-meta" }, ...[named(KIND_NAMES, record.k), record.y].filter(Boolean).map(span), ...markOf(record.z), ...meta.map(span)),
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
  if (answer.quoted.length) return keytasksWords.search.quotes_found;
  if (!count && answer.pages.length) return "";
  if (!count) return keytasksWords.search.nothing({ query }) + nowhereOf(answer);
  if (!answer.nearest) return (shown === count ? keytasksWords.search.found({ count }) : keytasksWords.search.narrowed({ count, shown })) + ignored(answer);
  if (answer.asMeant) return keytasksWords.search.as_meant({ count });
  if (answer.also.length && answer.also.length === answer.pieces.length) return keytasksWords.search.in_other_words({ count }) + nowhereOf(answer);
  if (!answer.missing) return keytasksWords.search.apart({ pieces: joined(answer.pieces), count }) + nowhereOf(answer);
  return keytasksWords.search.partly({ count }) + ignored(answer);
};
const joined = (pieces) => pieces.join(keytasksWords.search.between_pieces);
const nowhereOf = (answer) => (answer.nowhere.length ? keytasksWords.search.nowhere({ words: quoted(answer.nowhere) }) : "");
const ignored = (answer) => (answer.leftOut.length ? keytasksWords.search.left_out({ words: quoted(answer.leftOut) }) : "");

// What the terms that stand nowhere may have been meant to be.
function meantWords({ meant }) {
  const asking = (text) => make("a", { href: `?${new URLSearchParams({ q: text })}` }, text);
  const list = (texts) => texts.flatMap((text, n) => (n ? [keytasksWords.search.comma, asking(text)] : [asking(text)]));
  return meant.map(({ typed, texts }) => make("p", { class: "kt-meant" }, keytasksWords.search.meant({ words: quoted([typed]) }), ...list(texts), keytasksWords.search.stop));
}

// What a query quotes, beside the texts; the script that shows it is loaded when something is quoted.
async function quotedSection(answer) {
  if (!answer.quoted.length) return [];
  if (!window.keytasksQuotations) await loadAsset(keytasksAddress.quotations_script);
  return [window.keytasksQuotations(answer)];
}

// The bodies before and after those that were named.
function kinOf(answer, store) {
  const linked = (id, name) => (store.paged.has(id) ? make("a", { href: address(keytasksAddress.agency(id)) }, name) : name);
  return [
    ...answer.predecessors.flatMap((id) => [keytasksWords.search.predecessor_is, linked(id, store.shortName(id)), keytasksWords.search.stop]),
    ...answer.successors.flatMap((id) => [keytasksWords.search.successor_is, linked(id, store.agencyName(id)), keytasksWords.search.stop]),
  ];
}

// Cards beyond the first are filled with their texts when they come into view; a browser that cannot tell
// has them filled at once. Where a text cannot be had, its card says so, and `lost` is told why.
function fill(answer, store, lost) {
  const filled = async (items) => {
    const texts = await store.records(items.map((item) => item.result.i)).catch((error) => { lost(error); return null; });
    for (const item of items) item.replaceChildren(...(texts ? cardContent(item.result, texts.get(item.result.i), answer) : lostContent(item, filled)));
  };
  if (!window.IntersectionObserver) return { observe: (item) => filled([item]), disconnect() {} };
  return new IntersectionObserver((entries, observer) => {
    const items = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    for (const item of items) observer.unobserve(item);
    if (items.length) filled(items);
  }, { rootMargin: "600px" });
}
function lostContent(item, filled) {
  const again = make("button", { type: "button", class: "kt-plain" }, keytasksWords.search.again);
  again.addEventListener("click", () => filled([item]));
  return [item.querySelector("h3"), make("p", { class: "kt-quiet" }, keytasksWords.search.no_text, again)];
}

// The other words that were looked for, with the way back to the words as typed, and the pages that
// answer a question.
function otherWords({ query, also, pages }) {
  const list = (items) => items.flatMap((item, n) => (n ? [keytasksWords.search.comma, item] : [item]));
  const asking = (q, more = {}) => `?${new URLSearchParams({ q, ...more })}`;
  const said = also.flatMap(({ asked: word, texts, kind }) => [
    kind === WORDS.local ? keytasksWords.search.also_local({ word }) : keytasksWords.search.also({ word }),
    ...list(texts.map((text) => make("a", { href: asking(text) }, text))), keytasksWords.search.stop,
  ]);
  if (also.length) said.push(make("a", { href: asking(query.trim(), { words: "off" }) }, keytasksWords.search.as_typed));
  const answers = pages.map((page) => make("a", { href: address(keytasksAddress[page]) }, keytasksWords.search_pages[page]));
  return [
    ...(said.length ? [make("p", { class: "kt-also" }, ...said)] : []),
    ...(answers.length ? [make("p", { class: "kt-answered" }, keytasksWords.search.answered_by, ...list(answers), keytasksWords.search.stop)] : []),
  ];
}

// What the pieces of a query find, under a heading of its own: below what has all of it, or where that is
// not to be had, as no answer.
function belowOf(shown, found, texts, answer, store) {
  const said = saidBelow(found, shown.length, answer);
  const list = resultList(shown, texts, null, { ...answer, terms: found.pieces, missing: null }, store);
  return make("section", { class: "kt-below" }, make("h2", { class: "kt-quiet" }, said), ...otherWords({ ...found, query: answer.query, pages: [] }), ...list);
}

function saidBelow({ pieces, also, otherYears }, count, answer) {
  const cut = joined(pieces.map((piece) => piece.text));
  if (otherYears) return keytasksWords.search.other_years({ pieces: cut, count });
  if (!answer.results.length) return keytasksWords.search.rest_only({ pieces: cut, count });
  return also.length && pieces.length === also.length ? keytasksWords.search.in_other_words({ count }) : keytasksWords.search.below({ pieces: cut, count });
}

// The list of results, and a button for those that are not listed yet. Those without a text in `texts` get
// theirs when they come into view.
function resultList(shown, texts, watcher, answer, store, from = 0) {
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
  let end = Math.min(from + LISTED_AT_ONCE, shown.length);
  while (end < shown.length && shown[end].theme && shown[end].theme === shown[end - 1].theme) end++; // a theme hangs together
  const list = [listed(shown.slice(from, end), made, store)], left = shown.length - end;
  if (left) {
    const more = make("button", { type: "button", class: "kt-more" }, keytasksWords.search.rest({ count: Math.min(left, LISTED_AT_ONCE), left }));
    more.addEventListener("click", () => {
      const rest = resultList(shown, texts, watcher, answer, store, end);
      more.replaceWith(...rest);
      const next = rest[0].querySelector(".kt-result"); // its link is replaced when its text comes
      next.tabIndex = -1;
      next.focus();
    });
    list.push(more);
  }
  return list;
}
