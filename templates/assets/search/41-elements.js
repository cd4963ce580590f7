// Elements, links, marked text, and the words for kinds and states.
const KIND_NAMES = keytasksWords.record_kinds, STATES = keytasksWords.text_states, STATE_MARKS = keytasksWords.text_state_marks;
// What a table has of its own: an address may ask for a kind that is called "constructor".
const named = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const span = (words) => make("span", {}, words);
const index = location.protocol === "file:" ? "index.html" : "";
const address = (path, anchor = "") => root.href + path + (!path || path.endsWith("/") ? index : "") + (anchor && `#${anchor}`);

function marked(text, terms, limit = 0) {
  const out = document.createDocumentFragment(), found = spans(text, terms);
  let from = 0, to = text.length;
  if (limit && text.length > limit && found.length) {
    from = Math.max(0, found[0][0] - Math.floor(limit / 3));
    to = Math.min(text.length, from + limit);
  } else if (limit) to = Math.min(text.length, limit);
  if (from) out.append("…");
  let at = from;
  for (const [a, b] of found) {
    if (a < at || b > to) continue;
    out.append(text.slice(at, a), make("mark", {}, text.slice(a, b)));
    at = b;
  }
  out.append(text.slice(at, to));
  if (to < text.length) out.append("…");
  return out;
}
