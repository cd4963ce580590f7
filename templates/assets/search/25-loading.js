// The records and shards as scripts that call a function, so that it works from disk as well. What comes
// may be nothing, cut, a captive portal's page, or of another version of the site: it is kept only if
// it has the form that the rest counts on, and the next try asks past whatever cache had it.
const here = new URL(document.currentScript.src);
const root = new URL("../../", here);
const PATIENCE = 20_000; // milliseconds for one file; one that comes later is kept for the next try

class NotHad extends Error {}
class Mixed extends NotHad {} // files of two builds: a cache kept some of an older one

const isText = (value) => typeof value === "string";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const everyOf = (fits) => (value) => Array.isArray(value) && value.every(fits);
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const tableOf = (fits) => (value) => isTable(value) && Object.values(value).every(fits);
// All that `needed` names must be there; what `known` names may be.
const formed = (needed, known = {}) => (value) => isTable(value)
  && Object.entries(needed).every(([key, fits]) => Object.hasOwn(value, key) && fits(value[key]))
  && Object.entries(known).every(([key, fits]) => !Object.hasOwn(value, key) || fits(value[key]));

const isPart = (value) => everyOf(isText)(value) && value.length === 2;
const isRecord = formed(
  { k: (kind) => KINDS.includes(kind), i: isText, p: everyOf(isPart) },
  { t: isText, u: isText, y: isText, n: isCount, s: isText, z: isText, a: everyOf(isText), f: isText, d: everyOf(isText), l: isText },
);
const isAlias = (value) => Array.isArray(value) && isText(value[0]) && everyOf(isText)(value[1]) && value[1].length > 0
  && everyOf(isText)(value[2]) && (value[3] === undefined || isText(value[3]));
const isWord = (value) => everyOf(isText)(value) && value.length === 3;
const COMMON = { records: everyOf(isRecord), aliases: everyOf(isAlias), traditional: isText, words: everyOf(isWord) };
const isNotice = formed({ i: isText, n: everyOf(isCount) }, { z: isText, d: everyOf(isText) });
const LARGE = { ...COMMON, notices: everyOf(isNotice), counts: isText, themes: tableOf(everyOf(isCount)), shards: tableOf(isCount),
  stride: isCount, group: isCount, block: isCount };
const areRecords = (given) => formed(Object.hasOwn(given ?? {}, "notices") ? LARGE : COMMON)(given);
// By the first letter of a shard's name: texts, what results are narrowed by, runs of characters.
const isNarrowing = formed({ r: everyOf((value) => Array.isArray(value) && everyOf(isCount)(value[0])), a: everyOf(isText), s: everyOf(isText) });
const isPinyin = everyOf(everyOf(isText));
const isShard = (name, given) => (name === "pinyin" ? isPinyin : { t: everyOf(isRecord), f: isNarrowing }[name[0]] ?? tableOf(isText))(given);

// Each file names its build last; what is of another one than the records is not kept.
let records = null, opened = null, renewals = 0;
const shards = new Map(), strange = new Set();
window.keytasksRecords = (given, of) => { if (!records && areRecords(given) && isText(of)) records = { ...given, build: of }; };
window.keytasksShard = (name, given, of) => {
  if (!isText(name) || !isText(of) || !isShard(name, given)) return;
  if (of === records?.build) shards.set(name, given); else strange.add(name);
};
// All of it is asked anew, past every cache: nobody knows which of the two builds is the older one.
function renew() {
  opened = records = null;
  shards.clear();
  renewals++;
}

const pending = new Map(), tried = new Map();
function loadScript(name) {
  const asked = `${name} ${renewals}`;
  if (!pending.has(asked)) pending.set(asked, new Promise((resolve, reject) => {
    const script = document.createElement("script"), again = Math.max(tried.get(name) ?? 0, renewals);
    tried.set(name, again + 1);
    script.src = new URL(`search/${name}.js${again ? `?again=${again}` : ""}`, root);
    const end = (settle) => { clearTimeout(late); pending.delete(asked); settle(); };
    const late = setTimeout(() => end(() => reject(new NotHad(name))), PATIENCE);
    script.onload = () => { script.remove(); end(resolve); };
    script.onerror = () => { script.remove(); end(() => reject(new NotHad(name))); };
    document.head.append(script);
  }));
  return pending.get(asked);
}
function loadAsset(path) {
  return new Promise((resolve, reject) => {
    const script = make("script", { src: new URL(path, root) });
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); reject(new NotHad(path)); };
    document.head.append(script);
  });
}
// A file for the store that was made of `data`: none for one whose records are no longer those that hold.
async function shard(name, data) {
  const current = () => data === records;
  if (!current()) throw new Mixed(name);
  strange.delete(name);
  if (!shards.has(name)) await loadScript(name);
  if (current() && shards.has(name)) return shards.get(name);
  if (current() && !strange.has(name)) throw new NotHad(name);
  if (current()) renew();
  throw new Mixed(name);
}

async function open() {
  if (!records) await loadScript("records");
  if (!records) throw new NotHad("records");
  return records.notices ? largeStore(records) : smallStore(records);
}
const load = () => (opened ??= open().catch((error) => { opened = records = null; throw error; }));
// What `use` makes of the store; where files of two builds meet, it is asked once more with all of them anew.
async function withStore(use) {
  try {
    return await use(await load());
  } catch (error) {
    if (error instanceof Mixed) return use(await load());
    throw error;
  }
}
