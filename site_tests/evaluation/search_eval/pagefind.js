Object.assign(probe, {
  event: "input",
  input: () => document.getElementById("q"),
  ready: () => document.getElementById("results")?.dataset.state === "idle",
  keys: () => window.found,
});
document.addEventListener("input", () => { probe.begun = performance.now(); }, true);
new MutationObserver((changes) => {
  const results = document.getElementById("results");
  if (changes.some(({ target }) => target === results) && results.dataset.state === "done") probe.answer(results.dataset.query);
}).observe(document, { subtree: true, attributeFilter: ["data-state"] });
