Object.assign(probe, {
  event: "input",
  input: () => document.querySelector("#kt-search-form input"),
  ready: () => document.getElementById("results")?.dataset.state === "done",
  listed: () => Array.from(document.querySelectorAll("#results [data-id]")),
  keys: () => probe.listed().filter((found) => !found.closest(".kt-below")).map((found) => found.dataset.id),
  press() {
    for (let more; (more = document.querySelector("#results .kt-more"));) more.click();
  },
  // What pieces and other words find comes below after a pause; the engine knows whether anything does.
  async whole(query) {
    const { below } = await keytasksSearch.search(query);
    while (below.length && !document.querySelector("#results .kt-below")) await new Promise((go) => { setTimeout(go, 20); });
    return probe.listed().map((found) => found.dataset.id);
  },
});
document.addEventListener("input", (event) => { if (event.target === probe.input()) probe.begun = performance.now(); }, true);
new MutationObserver((changes) => {
  if (changes.some(({ target }) => target.id === "results") && probe.ready()) probe.answer(new URLSearchParams(location.search).get("q") ?? "");
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
