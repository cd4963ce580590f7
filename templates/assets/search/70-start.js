// What pages and tests call, and what begins by itself.
window.keytasksSearch = { load, box, spans, fold, decodedQuery, search: async (query) => {
  const store = await load(), answer = await search(query, store);
  return { ...answer, ids: answer.results.map(({ i }) => store.id(i)), lacking: answer.results.map(({ i }) => answer.missing?.(i) ?? []) };
} };
page();
document.querySelectorAll(".kt-searchbox").forEach(box);
