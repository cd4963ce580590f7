// The page's state is its address: the query and what is chosen, with steps for Back.
const asked = () => new URLSearchParams(location.search);
const whereWeAre = () => location.pathname + location.search;
let settled = whereWeAre();

// Changes the address; what is typed replaces it, what is chosen is a step of its own.
function moveTo(change, replace) {
  const parameters = asked();
  for (const [key, value] of Object.entries(change)) value ? parameters.set(key, value) : parameters.delete(key);
  const target = `${location.pathname}${parameters.size ? `?${parameters}` : ""}`;
  if (target !== whereWeAre()) history[replace ? "replaceState" : "pushState"](null, "", target);
  if (!replace) settled = target;
}

// What was typed becomes a step of its own: Back leads to what was asked before, not past it.
function settle() {
  const typed = whereWeAre();
  if (typed !== settled && new URLSearchParams(settled.split("?")[1]).get("q")) {
    history.replaceState(null, "", settled);
    history.pushState(null, "", typed);
  }
  settled = typed;
}
