// Where the texts are: all in one file on a small site, in many small ones on a large site, of
// which a query needs a few (generator/search/sharding.py). Scripts, so that it works from disk.
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

// What both have: agencies' names, and records with their texts at hand, folded.
function commonStore(data, large) {
  const table = Array.from(data.traditional);
  for (let n = 0; n < table.length; n += 2) traditional.set(table[n], table[n + 1]);
  const names = new Map(), aliases = new Map(), after = new Map(), before = new Map();
  for (const alias of data.aliases) {
    aliases.set(alias[0], alias);
    after.set(alias[0], alias[2]);
    for (const id of alias[2]) before.set(id, [...(before.get(id) ?? []), alias[0]]);
    for (const name of alias[1]) names.set(fold(name), [...(names.get(fold(name)) ?? []), alias]);
  }
  const texts = data.records.map((r) => r.p.map(([, text]) => fold(text)));
  const counts = [...large, ...texts.map((own) => own.length)];
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((n, i) => { starts[i + 1] = starts[i] + n; });
  const owner = new Uint32Array(starts[counts.length]);
  counts.forEach((_, i) => owner.fill(i, starts[i], starts[i + 1]));
  const themeNames = new Map(data.records.filter((r) => r.k === "theme").map((r) => [r.i, r.t]));
  return {
    size: counts.length, names, aliases, after, before, themeNames, starts, owner,
    paged: new Set(data.records.filter((r) => r.k === "agency").map((r) => r.i)),
    agencyName: (id) => aliases.get(id)?.[1][0] ?? id,
    shortName: (id) => aliases.get(id)?.[3] ?? aliases.get(id)?.[1][0] ?? id,
    isNamed(i, name) {
      const own = i - large.length;
      return own >= 0 && (data.records[own].k === "agency" || data.records[own].k === "theme") && texts[own].includes(name);
    },
    found(form, inside) {
      const parts = [];
      let part = starts[large.length];
      for (const own of texts) for (const text of own) { if (placeOf(form, text, inside) >= 0) parts.push(part); part++; }
      return parts;
    },
  };
}

function smallStore(data) {
  const all = data.records, common = commonStore(data, []);
  const places = all.map((_, i) => i), byNotice = new Map();
  for (const i of places) if (all[i].y) { if (byNotice.has(all[i].y)) byNotice.get(all[i].y).push(i); else byNotice.set(all[i].y, [i]); }
  return {
    ...common,
    complete: true,
    first: 100,
    documents: places.filter((i) => all[i].d).map((i) => [i, all[i].d]),
    kind: (i) => all[i].k, id: (i) => all[i].i, state: (i) => all[i].z ?? "", number: (i) => all[i].n ?? 0,
    notice: (i) => all[i].y ?? "", theme: (i) => all[i].l ?? "",
    ofNotice: (id) => byNotice.get(id) ?? [],
    noticeRecord: (id) => (byNotice.get(id) ?? []).find((i) => all[i].k === "notice") ?? -1,
    partsWith: async (form, inside) => common.found(form, inside),
    records: async (wanted) => new Map(wanted.map((i) => [i, all[i]])),
    narrowing: async () => (i) => ({ agencies: all[i].a ?? [], first: all[i].f ?? "", section: all[i].s ?? "" }),
  };
}

// ---- a large site
const AT_ONCE = 4, LONGEST = 3, BORDER = "\n";
function shardOf(gram, number) {
  let value = 0x811c9dc5;
  for (const c of gram) value = Math.imul(value ^ c.codePointAt(0), 0x01000193);
  return (value >>> 0) % number;
}
function placesOf(written) {
  const steps = written.split(","), places = new Uint32Array(steps.length);
  for (let n = 0, at = 0; n < steps.length; n++) places[n] = at += parseInt(steps[n], 36);
  return places;
}
// The places in `later` that are `distance` behind one in `earlier`.
function following(earlier, later, distance) {
  const found = [];
  for (let i = 0, j = 0; i < earlier.length && j < later.length;) {
    const step = earlier[i] + distance - later[j];
    if (step === 0) { found.push(later[j]); i++; j++; } else if (step < 0) i++; else j++;
  }
  return found;
}
const spread = (list, most) => (list.length <= most ? list : Array.from({ length: most }, (_, n) => list[Math.round((n * (list.length - 1)) / (most - 1))]));

function largeStore(data) {
  const common = commonStore(data, data.counts ? data.counts.split(",").map((n) => parseInt(n, 36)) : []);
  const { starts, owner } = common, small = data.records, size = common.size - small.length;
  const noticeAt = new Uint32Array(size), numbers = new Uint32Array(size), begins = [], byId = new Map(), themes = new Map();
  let place = 0;
  data.notices.forEach((notice, n) => {
    byId.set(notice.i, n);
    begins.push(place);
    for (const number of [...notice.n, 0]) { noticeAt[place] = n; numbers[place++] = number; }
  });
  begins.push(place);
  for (const [theme, tasks] of Object.entries(data.themes)) for (const i of tasks) themes.set(i, theme);
  const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  const own = (i) => small[i - size], noticeOf = (i) => data.notices[noticeAt[i]];

  const decoded = new Map();
  async function places(gram) {
    if (!decoded.has(gram)) {
      const length = Array.from(gram).length;
      const found = await shard(`${length}/${shardOf(gram, data.shards[length])}`);
      decoded.set(gram, Object.hasOwn(found, gram) ? placesOf(found[gram]) : new Uint32Array());
    }
    return decoded.get(gram);
  }
  // The parts that have a place in an increasing list.
  const partsAt = (found) => {
    const parts = [];
    let last = -1;
    for (const place of found) {
      const part = Math.floor(place / data.stride);
      if (part !== last) parts.push(last = part);
    }
    return parts;
  };
  // Where all of these runs of a term stand as far apart as in it; places are the last one's.
  async function chained(runs, starts) {
    const lists = await Promise.all(starts.map((start) => places(runs[start])));
    return lists.reduce((found, list, n) => following(found, list, starts[n] - starts[n - 1]));
  }
  async function inTexts(found, form, inside) {
    const texts = await store.records(ownersOf(found, common));
    return found.filter((part) => placeOf(form, fold(texts.get(owner[part]).p[part - starts[owner[part]]][1]), inside) >= 0);
  }
  async function inLarge(form, inside) {
    const border = (c) => (!inside && DIGIT.test(c) ? BORDER : "");
    const bordered = border(form[0]) + form + border(form.at(-1));
    if (Array.from(bordered).length < LONGEST) return places(form);
    const runs = runsOf(bordered, LONGEST), last = runs.length - 1;
    const needed = runs.map((_, start) => start).filter((start) => start % LONGEST === 0 || start === last);
    const first = spread(needed, AT_ONCE), missing = needed.length - first.length;
    const found = partsAt(await chained(runs, first));
    if (!missing) return found;
    // Of a sentence typed in full a few runs nearly always tell. Two texts weigh less than a run's file.
    const few = ownersOf(found, common).length <= 2 * missing;
    return few ? inTexts(found, form, inside) : partsAt(await chained(runs, needed));
  }

  const store = {
    ...common,
    complete: false,
    first: 10,
    documents: data.notices.map((notice, n) => [begins[n + 1] - 1, notice.d]).filter(([, d]) => d),
    kind: (i) => (i >= size ? own(i).k : numbers[i] ? "task" : "notice"),
    id: (i) => (i >= size ? own(i).i : numbers[i] ? `${noticeOf(i).i}-${String(numbers[i]).padStart(2, "0")}` : noticeOf(i).i),
    state: (i) => (i >= size ? "" : noticeOf(i).z ?? ""),
    number: (i) => (i >= size ? 0 : numbers[i]),
    notice: (i) => (i >= size ? "" : noticeOf(i).i),
    theme: (i) => themes.get(i) ?? "",
    ofNotice: (id) => (byId.has(id) ? range(begins[byId.get(id)], begins[byId.get(id) + 1]) : []),
    noticeRecord: (id) => (byId.has(id) ? begins[byId.get(id) + 1] - 1 : -1),
    async partsWith(form, inside) {
      const found = await inLarge(form, inside), more = common.found(form, inside);
      return more.length ? [...found, ...more] : found;
    },
    async records(wanted) {
      const groups = unique(wanted.filter((i) => i < size).map((i) => Math.floor(i / data.group)));
      await Promise.all(groups.map((n) => shard(`t/${n}`)));
      return new Map(wanted.map((i) => [i, i >= size ? own(i) : shards.get(`t/${Math.floor(i / data.group)}`)[i % data.group]]));
    },
    async narrowing(wanted) {
      const blocks = unique(wanted.filter((i) => i < size).map((i) => Math.floor(i / data.block)));
      await Promise.all(blocks.map((n) => shard(`f/${n}`)));
      return (i) => {
        if (i >= size) return { agencies: [], first: "", section: "" };
        const block = shards.get(`f/${Math.floor(i / data.block)}`), [agencies, first, section] = block.r[i % data.block];
        return { agencies: agencies.map((n) => block.a[n]), first: block.a[first] ?? "", section: block.s[section] ?? "" };
      };
    },
  };
  return store;
}
