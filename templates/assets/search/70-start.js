// What pages and tests call, and what begins by itself.
const engine = { load, box, spans, fold, decodedQuery, search: async (query) => {
  const store = await load(), answer = await search(query, store), below = await answer.below();
  const pieces = answer.pieces.length ? answer.pieces : below.pieces.map((piece) => piece.text);
  const lacking = answer.results.map(({ i }) => answer.missing?.(i) ?? []);
  return { ...answer, ids: answer.results.map(({ i }) => store.id(i)), lacking, pieces, below: below.results };
} };
// A try that came late may run after the one that took its place.
if (!window.keytasksSearch) {
  window.keytasksSearch = engine;
  page();
  document.querySelectorAll(".kt-searchbox").forEach(box);
}
