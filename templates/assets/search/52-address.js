// The page's state is its address: the query and what is chosen, with steps for Back.
let given = null; // what a browser that refuses another step has in its address no more
function asked() {
  if (given) return new URLSearchParams(given);
  const parameters = new URLSearchParams(location.search), raw = location.search.match(/[?&]q=([^&]*)/);
  if (raw) parameters.set("q", decodedQuery(raw[1]));
  return parameters;
}
// A query as an address has it: in UTF-8 as a rule, in GBK from pages and programs that are in GBK,
// as %uXXXX from scripts that escape(). One in UTF-8 that was cut inside a character loses that alone.
function decodedQuery(raw) {
  const bytes = Uint8Array.from(bytesOf(raw));
  const decoded = (encoding, fatal) => new TextDecoder(encoding, { fatal }).decode(bytes);
  try { return decoded("utf-8", true); } catch { /* not in UTF-8 */ }
  const lossy = decoded("utf-8", false);
  if (/^[^\ufffd]+\ufffd$/.test(lossy)) return lossy.slice(0, -1);
  try { return decoded("gb18030", true); } catch { return lossy; }
}
function bytesOf(raw) {
  const encode = (text) => [...new TextEncoder().encode(text)], number = (digits) => parseInt(digits, 16);
  const parts = raw.replaceAll("+", " ").match(/(?:%u[0-9a-f]{4})+|%[0-9a-f]{2}|[^%]+|%/gi) ?? [];
  return parts.flatMap((part) => {
    if (/^%u/i.test(part)) return encode(String.fromCharCode(...part.slice(2).split(/%u/i).map(number)));
    return /^%./.test(part) ? [number(part.slice(1))] : encode(part);
  });
}
const whereWeAre = () => location.pathname + location.search;
let settled = whereWeAre();

// Changes the address; what is typed replaces it, what is chosen is a step of its own.
function moveTo(change, replace) {
  const parameters = asked();
  for (const [key, value] of Object.entries(change)) value ? parameters.set(key, value) : parameters.delete(key);
  const target = `${location.pathname}${parameters.size ? `?${parameters}` : ""}`;
  given = null;
  // Safari allows a hundred steps in half a minute.
  try { if (target !== whereWeAre()) history[replace ? "replaceState" : "pushState"](null, "", target); } catch { given = parameters; }
  if (!replace) settled = target;
}

// What was typed becomes a step of its own: Back leads to what was asked before, not past it.
function settle() {
  const typed = whereWeAre();
  if (!given && typed !== settled && new URLSearchParams(settled.split("?")[1]).get("q")) {
    history.replaceState(null, "", settled);
    history.pushState(null, "", typed);
  }
  settled = typed;
}
