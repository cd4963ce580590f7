Object.assign(probe, {
  event: "input",
  input: () => document.querySelector("#kt-search-form input"),
  ready: () => document.getElementById("results")?.dataset.state === "done",
  keys: () => Array.from(document.querySelectorAll("#results [data-id]"), (found) => found.dataset.id),
});
document.addEventListener("input", (event) => { if (event.target === probe.input()) probe.begun = performance.now(); }, true);
new MutationObserver((changes) => {
  if (changes.some(({ target }) => target.id === "results") && probe.ready()) probe.answer(new URLSearchParams(location.search).get("q") ?? "");
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
