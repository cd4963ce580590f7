// The records and shards as scripts that call a function, so that it works from disk as well.
const here = new URL(document.currentScript.src);
const root = new URL("../../", here);

let records = null;
const shards = new Map();
window.keytasksRecords = (given) => { records = given; };
window.keytasksShard = (name, given) => { shards.set(name, given); };

const pending = new Map();
function loadScript(name) {
  if (!pending.has(name)) pending.set(name, new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`search/${name}.js`, root);
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); pending.delete(name); reject(new Error(name)); };
    document.head.append(script);
  }));
  return pending.get(name);
}
const shard = async (name) => { if (!shards.has(name)) await loadScript(name); return shards.get(name); };

let opened = null;
const load = () => (opened ??= loadScript("records").then(() => (records.notices ? largeStore(records) : smallStore(records)))
  .catch((error) => { opened = null; throw error; }));
