// Where the texts are: all in one file on a small site, in many small ones on a large site, of
// which a query needs a few (generator/search/sharding.py).

// What both have: agencies' names, and records with their texts at hand, folded.
function commonStore(data, large) {
  foldAlso(data.traditional);
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
  counts.forEach((_, i) => { owner.fill(i, starts[i], starts[i + 1]); });
  const themeNames = new Map(data.records.filter((r) => r.k === "theme").map((r) => [r.i, r.t]));
  return {
    asked: saidWords(data.words, aliases),
    spoken: async (term) => (SPOKEN.test(term) ? spokenIn(term, await shard("pinyin", data)) : []),
    size: counts.length, names, series: data.series, aliases, after, before, themeNames, starts, owner,
    paged: new Set(data.records.filter((r) => r.k === "agency").map((r) => r.i)),
    called: (id) => named(data.called ?? {}, id) ?? id,
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
    isNotice: (id) => byNotice.has(id),
    notices: [...byNotice.keys()],
    ofNotice: (id) => byNotice.get(id) ?? [],
    noticeRecord: (id) => (byNotice.get(id) ?? []).find((i) => all[i].k === "notice") ?? -1,
    partsWith: async (form, inside) => common.found(form, inside),
    records: async (wanted) => new Map(wanted.map((i) => [i, all[i]])),
    narrowing: async () => (i) => ({ agencies: all[i].a ?? [], first: all[i].f ?? "", section: all[i].s ?? "" }),
  };
}
