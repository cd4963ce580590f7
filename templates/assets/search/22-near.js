// What is near to a query, by the words that its readers use and by its longest pieces: the twin of
// generator/search/near.py.
const plain = (term) => (term.quoted ? term.said : inFigures(term.said));
const nothingNear = () => ({ pieces: [], also: [], pages: [], results: [], complete: false, nowhere: [], weak: false });

async function near(terms, barred, { below, words, all = false }, store) {
  const said = terms.filter((t) => !t.named.length), only = terms.filter((t) => t.named.length).map((t) => new Set(t.records));
  const lookup = lookups(words, store), cuts = [];
  for (const term of said) cuts.push([term, await lookup.cut(term)]);
  const runs = unique(cuts.flatMap(([, found]) => found)), meant = new Map();
  for (const [term, found] of cuts) for (const run of found) if (!term.quoted) meant.set(run, await lookup.meaning(run));
  const meanings = [...meant.values()].filter(Boolean), pages = unique(meanings.map((word) => word.page).filter(Boolean));
  if (!meanings.length && cuts.every(([term, found]) => !found.length || (found.length === 1 && found[0] === plain(term)))) return nothingNear();
  const silent = new Set(runs.filter((run) => meant.get(run) && !meant.get(run).forms.length));
  const asked = runs.filter((run) => !silent.has(run)).map((run) => lookup.piece(run, meant.get(run)));
  const pieces = (await Promise.all(asked)).filter((piece) => piece.parts.length), size = (text) => Array.from(text).length;
  const length = said.reduce((sum, t) => sum + size(plain(t)), 0)
    - cuts.flatMap(([, found]) => found).reduce((sum, run) => sum + (silent.has(run) ? size(run) : 0), 0);
  const known = new Set([...pieces.map((piece) => piece.text), ...silent]);
  const nowhere = below ? [] : unique(cuts.flatMap(([term, found]) => strangeRuns(plain(term), found.filter((run) => known.has(run)))));
  const strange = nowhere.length > 0 && PIECES.much * size(nowhere.join("")) >= length;
  const having = (isStrange) => foundBy(pieces, length, (i) => !barred[i] && only.every((records) => records.has(i)), { below, all, strange: isStrange }, store);
  let results = await having(strange);
  const weak = strange && !results.length;
  if (weak) results = (await having(false)).slice(0, PIECES.mostWeak);
  if (!results.length) return { ...nothingNear(), pages, nowhere };
  const also = pieces.filter((p) => meant.get(p.text)).map((p) => ({ asked: p.text, texts: meant.get(p.text).texts, kind: meant.get(p.text).kind }));
  const complete = pieces.every((p) => p.records.includes(results[0].i)) && pieces.reduce((sum, p) => sum + size(p.text), 0) === length;
  return { pieces, also, pages, results, complete, nowhere, weak };
}

// Where runs of characters stand, each asked for once.
function lookups(words, store) {
  const known = new Map();
  const places = (form) => {
    if (!known.has(form)) known.set(form, store.partsWith(form));
    return known.get(form);
  };
  const lookup = {
    async piece(run, word) {
      const forms = unique([run, ...(word?.forms ?? [])]);
      const parts = union(await Promise.all(shortest(forms, false).map(places)), store.owner.length);
      return { text: run, forms, word: Boolean(word), parts, records: ownersOf(parts, store), inside: false };
    },
    // What a run leads to: by the table, or as Pinyin where it stands nowhere itself.
    async meaning(run) {
      if (!words) return null;
      if (store.asked.has(run)) return store.asked.get(run);
      if (!SPOKEN.test(run) || (await places(run)).length) return null;
      const texts = await store.spoken(run);
      if (!texts.length) return null;
      return { kind: WORDS.texts, texts, forms: unique([...texts, ...texts.flatMap((text) => store.asked.get(text)?.forms ?? [])]), page: "" };
    },
    async cut(term) {
      const own = term.records.length, whole = plain(term), found = own && (term.quoted || Array.from(whole).length > PIECES.longestFound);
      if (store.names.has(term.said) || term.either || own > PIECES.few || found || (!term.quoted && await lookup.meaning(whole))) return [whole];
      const count = async (run) => ownersOf(await places(run), store).length;
      return cut(whole, count, Math.max(PIECES.fewest, own + 1), (run) => words && !term.quoted && store.asked.has(run));
    },
  };
  return lookup;
}
