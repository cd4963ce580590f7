// What the site has published as data, read by fetch. What comes may be nothing, cut, or a captive portal's
// page: it is kept only if it has the form that the sheet counts on, and the next try asks past the cache.
const root = new URL("../../", document.currentScript.src);
// Milliseconds for one file.
const PATIENCE = 20_000;
// Files that are asked for side by side.
const AT_ONCE = 8;

class NotHad extends Error {}

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
// What a table has of its own: data may name "constructor".
const named = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const isText = (value) => typeof value === "string";
const orNull = (fits) => (value) => value === null || fits(value);
const everyOf = (fits) => (value) => Array.isArray(value) && value.every(fits);
const formed = (needed) => (value) => typeof value === "object" && value !== null
  && Object.entries(needed).every(([key, fits]) => Object.hasOwn(value, key) && fits(value[key]));
const isFlag = (value) => typeof value === "boolean";
// An address of the site is steps of small letters: nothing that leads elsewhere, and no script.
const isAddress = (value) => isText(value) && /^(?:[a-z0-9-]+\/)+$/.test(value);
const maybeText = orNull(isText), texts = everyOf(isText);

const FORMS = {
  notices: formed({ id: isText, label: isText, state: isText,
    sections: everyOf(formed({ number: orNull(Number.isSafeInteger), tasks: texts })), tasks: texts,
    known_tasks: orNull(everyOf(formed({ id: maybeText, section: orNull(Number.isSafeInteger), heading: maybeText,
      agencies: orNull(texts), open: orNull(isFlag), state: isText, agencies_state: maybeText }))) }),
  tasks: formed({ id: isText, heading: isText, label: maybeText, url: isAddress, state: isText,
    paragraphs: orNull(everyOf(formed({ sentences: everyOf(formed({ text: isText })) }))),
    clauses: orNull(everyOf(formed({ printed: isText }))),
    agencies: orNull(everyOf(formed({ printed: isText, implied: isFlag }))), others: orNull(texts), open: orNull(isFlag),
    deadline: maybeText, figures: orNull(everyOf(formed({ kind: isText, text: isText }))),
    heading_state: maybeText, agencies_state: maybeText, citation: formed({ gongwen: isText }) }),
  agencies: formed({ id: isText, name: isText, printed: texts, press: texts, tasks: everyOf(formed({ id: maybeText })) }),
  themes: formed({ themes: everyOf(formed({ id: isText, tasks: texts })) }),
};

// From disk nothing can be fetched: a site that was packed for it has all of it in one script.
const fromDisk = location.protocol === "file:";
let packed = {}, packing = null;
window.keytasksPacked = (given) => { packed = given; };
async function unpacked(path) {
  packing ??= new Promise((resolve) => {
    const script = make("script", { src: new URL(keytasksAddress.worksheet_data, root) });
    script.onload = resolve;
    script.onerror = resolve;
    document.head.append(script);
  });
  await packing;
  return named(packed, path);
}
async function fetched(path) {
  const leave = new AbortController(), late = setTimeout(() => leave.abort(), PATIENCE);
  try {
    const answer = await fetch(new URL(path, root), { cache: failed.has(path) ? "reload" : "default", signal: leave.signal });
    return answer.ok ? await answer.json() : null;
  } finally {
    clearTimeout(late);
  }
}

const had = new Map(), failed = new Set();
// One file, once: `agencies`, `mps` is the data of that body.
async function dataOf(folder, id) {
  const path = keytasksAddress.data(id ? [folder, id].join("/") : folder);
  if (had.has(path)) return had.get(path);
  try {
    const value = await (fromDisk ? unpacked : fetched)(path);
    if (!FORMS[folder](value) || (id && value.id !== id)) throw new NotHad(path);
    had.set(path, value);
    return value;
  } catch (error) {
    failed.add(path);
    throw error instanceof NotHad ? error : new NotHad(path, { cause: error });
  }
}
// The same of several, in their order; `told` is called with how many there are.
async function allOf(folder, ids, told = () => {}) {
  const found = new Array(ids.length), rest = ids.entries();
  let done = 0;
  const work = async () => {
    for (const [place, id] of rest) {
      found[place] = await dataOf(folder, id);
      told(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
