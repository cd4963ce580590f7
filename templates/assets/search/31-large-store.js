// The index of a large site, in small files: the twin of generator/search/sharding.py.
const AT_ONCE = 4, LONGEST = SHARDS.longest, BORDER = SHARDS.border;
function shardOf(gram, number) {
  let value = SHARDS.hashStart;
  for (const c of gram) value = Math.imul(value ^ c.codePointAt(0), SHARDS.hashFactor);
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
      const found = await shard(`${length}/${shardOf(gram, data.shards[length])}`, data);
      decoded.set(gram, Object.hasOwn(found, gram) ? placesOf(found[gram]) : new Uint32Array());
    }
    return decoded.get(gram);
  }
  // The parts that have a place in an increasing list.
  const partsAt = (found) => {
    const parts = [];
    for (const place of found) {
      const part = Math.floor(place / data.stride);
      if (part !== parts.at(-1)) parts.push(part);
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

  // A task's number, with a thousand for each section where its id has the section: generator/search/sharding.py.
  const two = (number) => String(number).padStart(2, "0");
  const slugOf = (number) => (number < 1000 ? "" : `${two(Math.floor(number / 1000))}-`) + two(number % 1000);
  const store = {
    ...common,
    complete: false,
    first: 10,
    documents: data.notices.map((notice, n) => [begins[n + 1] - 1, notice.d]).filter(([, d]) => d),
    kind: (i) => (i >= size ? own(i).k : numbers[i] ? "task" : "notice"),
    id: (i) => (i >= size ? own(i).i : numbers[i] ? `${noticeOf(i).i}-${slugOf(numbers[i])}` : noticeOf(i).i),
    state: (i) => (i >= size ? "" : noticeOf(i).z ?? ""),
    number: (i) => (i >= size ? 0 : numbers[i] % 1000),
    notice: (i) => (i >= size ? "" : noticeOf(i).i),
    theme: (i) => themes.get(i) ?? "",
    isNotice: (id) => byId.has(id),
    notices: [...byId.keys()],
    ofNotice: (id) => (byId.has(id) ? range(begins[byId.get(id)], begins[byId.get(id) + 1]) : []),
    noticeRecord: (id) => (byId.has(id) ? begins[byId.get(id) + 1] - 1 : -1),
    async partsWith(form, inside) {
      const found = await inLarge(form, inside), more = common.found(form, inside);
      return more.length ? [...found, ...more] : found;
    },
    async records(wanted) {
      const groups = unique(wanted.filter((i) => i < size).map((i) => Math.floor(i / data.group)));
      const texts = new Map(await Promise.all(groups.map(async (n) => [n, await shard(`t/${n}`, data)])));
      return new Map(wanted.map((i) => [i, i >= size ? own(i) : texts.get(Math.floor(i / data.group))[i % data.group]]));
    },
    async narrowing(wanted) {
      const blocks = unique(wanted.filter((i) => i < size).map((i) => Math.floor(i / data.block)));
      const had = new Map(await Promise.all(blocks.map(async (n) => [n, await shard(`f/${n}`, data)])));
      return (i) => {
        if (i >= size) return { agencies: [], first: "", section: "" };
        const block = had.get(Math.floor(i / data.block)), [agencies, first, section] = block.r[i % data.block];
        return { agencies: agencies.map((n) => block.a[n]), first: block.a[first] ?? "", section: block.s[section] ?? "" };
      };
    },
  };
  return store;
}
