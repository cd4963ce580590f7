// What the reader writes into the last two columns: by task, in this browser alone. A browser that stores
// nothing, or has something else stored there, keeps them as long as the page is open.
const COLUMNS = ["local", "progress"];
const KEY = `keytasks-worksheet ${root.pathname}`;
// Characters of an entry.
const LONGEST = 2000;

let entries = new Map(), kept = true;
function load() {
  try {
    const given = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const isEntry = ([, entry]) => Array.isArray(entry) && entry.length === COLUMNS.length && entry.every(isText);
    entries = new Map(Object.entries(typeof given === "object" && given !== null ? given : {}).filter(isEntry));
  } catch { kept = kept && canStore(); }
}
// What is stored may be broken, which is no reason to store nothing.
function canStore() {
  try { localStorage.removeItem(KEY); return true; } catch { return false; }
}
const entryOf = (key, column) => entries.get(key)?.[column] ?? "";
// Controls that no cell may have; a line's end is one character.
const plain = (text) => text.replaceAll("\r\n", "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "").slice(0, LONGEST);

// Read anew before it is written: another tab may have written too.
function enter(key, column, text) {
  if (kept) load();
  const entry = COLUMNS.map((_, n) => (n === column ? plain(text) : entryOf(key, n)));
  if (entry.some(Boolean)) entries.set(key, entry); else entries.delete(key);
  try { localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(entries))); } catch { kept = false; }
}
function forget() {
  entries = new Map();
  try { localStorage.removeItem(KEY); } catch { kept = false; }
}
