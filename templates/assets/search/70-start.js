// What pages and tests call, and what begins by itself.
const engine = { load, box, spans, fold, decodedQuery, NotHad, make, address, markOf,
  quotations: async (passage) => quotations(passage, await load()),
  async *eachQuotation(passage) { yield* eachQuotation(passage, await load()); },
  search: async (query, options) => {
  const store = await load(), answer = await search(query, store, options), below = await answer.below();
  const pieces = answer.pieces.length ? answer.pieces : below.pieces.map((piece) => piece.text);
  const lacking = answer.results.map(({ i }) => answer.missing?.(i) ?? []);
  const also = answer.also.length ? answer.also : below.also, pages = [...new Set([...answer.pages, ...below.pages])];
  return { ...answer, also, pages, ids: answer.results.map(({ i }) => store.id(i)), lacking, pieces, below: below.results };
} };
// A try that came late may run after the one that took its place.
if (!window.keytasksSearch) {
  window.keytasksSearch = engine;
  page();
  document.querySelectorAll(".kt-searchbox").forEach(box);
}
