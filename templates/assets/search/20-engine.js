// A query to results, in the order of relevance: the twin of generator/search/engine.py. A store
// says which parts (headings, sentences, clauses) have a term; all else follows from that.
const MOST_HITS = 1e6;
const TASK = whole("task"), NUMBER = whole("number"), IN_SECTION = whole("inSection");
const DOCUMENT = whole("document"), SERIAL = whole("serial"), NUMBERED = whole("numbered");

const unique = (list) => [...new Set(list)];
const runsOf = (folded, length) => {
  const all = Array.from(folded);
  return Array.from({ length: Math.max(1, all.length - length + 1) }, (_, n) => all.slice(n, n + length).join(""));
};

const namesOf = (aliases) => aliases.flatMap(([, names]) => names.slice(0, -1).map(fold));
const formsOf = (folded, store) => unique([...spellings(folded), ...namesOf(store.names.get(folded) ?? [])]);

async function termsOf(query, store, words) {
  const name = fold(query);
  if (store.names.has(name) && !query.includes('"')) return [madeTerm(query, name, formsOf(name, store))];
  const terms = (words ? await joinedTerms(query, store) : typedTerms(query)).filter(({ text }) => fold(text)).map((typed) => typedTerm(typed, store));
  return terms.filter((t) => !t.out).length < 2 ? terms : terms.map((t) => asYear(t, store));
}
const madeTerm = (typed, said, forms, quoted = false, out = false) => ({ typed, said, forms, quoted, out, inside: false });

// The term that was typed, with what stands behind OR as other forms of it.
function typedTerm({ text, quoted, excluded, others }, store) {
  const terms = [text, ...others].map((one) => termOf(one, store, quoted, excluded));
  if (terms.length === 1) return terms[0];
  const typed = terms.map((t) => t.typed).join(` ${OPERATORS.or} `);
  return { ...terms[0], typed, forms: unique(terms.flatMap((t) => t.forms)).filter(Boolean), either: true };
}
// A term as typed; what is in quotation marks stands for itself alone, marks at its ends too.
function termOf(text, store, quoted, out) {
  const all = fold(text), said = quoted || store.names.has(all) ? all : trimmed(all);
  return madeTerm(text, said, quoted ? [said] : formsOf(said, store), quoted, out);
}
// Among others, 2020 with its unit is the notice of 2020, as 2020 is.
function asYear(term, store) {
  const year = term.quoted ? "" : yearAlone(term.said, store.isNotice);
  return year ? { ...term, said: year, forms: [year] } : term;
}

// The nearest bodies before or after some agencies, by `steps`, that have a page.
function nearestPaged(ids, steps, store) {
  const seen = new Set(ids);
  while (ids.length) {
    ids = ids.flatMap((id) => steps.get(id) ?? []).filter((id) => !seen.has(id));
    const paged = unique(ids.filter((id) => store.paged.has(id)));
    if (paged.length) return paged;
    for (const id of ids) seen.add(id);
  }
  return [];
}

// A form that has another one inside adds nothing: where it stands, the shorter one does.
const shortest = (forms, inside) => forms.filter((form) => !forms.some((other) => other !== form && placeOf(other, form, inside) >= 0));

// Parts and records are increasing lists of numbers: typed arrays over all of them are fast at any size.

// In how many of the lists each of `size` numbers is.
function tally(lists, size) {
  const count = new Uint16Array(size);
  for (const list of lists) for (const n of list) count[n]++;
  return count;
}

// The numbers that are in one of the lists or more.
function union(lists, size) {
  const filled = lists.filter((list) => list.length), found = [];
  if (filled.length < 2) return filled[0] ?? [];
  tally(filled, size).forEach((times, n) => { if (times) found.push(n); });
  return found;
}

// The records that have one of the parts.
function ownersOf(parts, store) {
  const found = [];
  for (const part of parts) if (store.owner[part] !== found.at(-1)) found.push(store.owner[part]);
  return found;
}

async function partsOf(term, store) {
  const lists = shortest(term.forms, term.inside).map((form) => store.partsWith(form, term.inside));
  return union(await Promise.all(lists), store.owner.length);
}
async function hitsOf(term, store) {
  term.named = store.ofNotice(term.forms[0]);
  term.parts = await partsOf(term, store);
  const asTyped = fold(term.typed);
  if (asTyped !== term.said && !term.either && (DIGIT.test(term.said[0]) || DIGIT.test(term.said.at(-1)))) {
    // A mark and a cut figure stand as typed where the figure by itself does not.
    term.parts = union([term.parts, await store.partsWith(asTyped, true)], store.owner.length);
  }
  if (!term.parts.length && !term.named.length) {
    term.inside = true;
    term.forms = term.forms.slice(0, 1); // as typed: of 00万, a cut figure, the spelling 0 says nothing
    term.parts = await partsOf(term, store);
  }
  term.records = union([ownersOf(term.parts, store), term.named], store.size);
}
// Terms and where they stand; of one that stands nowhere as typed, its parts instead.
async function looked(term, exact, store) {
  await look(term, store);
  if (term.records.length || term.quoted || term.either || exact.size) return [term];
  const parts = divided(term.typed, store.isNotice);
  if (parts.length < 2) return [term];
  const terms = parts.map((part) => termOf(part, store, false, term.out));
  await Promise.all(terms.map((part) => look(part, store)));
  return terms;
}
// Where a term stands; of an agency that stands nowhere, its kin's names instead.
async function look(term, store) {
  await hitsOf(term, store);
  if (term.records.length || term.out) return;
  const own = (store.names.get(term.said) ?? []).map(([id]) => id);
  let kin = nearestPaged(own, store.before, store);
  if (!kin.length) kin = nearestPaged(own, store.after, store);
  const forms = unique(namesOf(kin.map((id) => store.aliases.get(id))));
  if (!forms.length) return;
  term.forms = forms;
  term.inside = false;
  await hitsOf(term, store);
}

// The number that digits or a numeral say; 0 for what is no numeral (二三).
function numeralOf(said) {
  if (/[0-9]/.test(said)) return Number(said);
  const read = readNumber(said);
  return spell(read) === said ? read : 0;
}
// Records that the query names: by a notice's id, a task's address or number, a document's.
function exactOf(query, store) {
  const folded = trimmed(withoutTens(fold(joinedDays(query)))), found = new Set(), own = store.noticeRecord(folded);
  if (own >= 0) found.add(own);
  const task = folded.match(TASK) ?? folded.match(NUMBER);
  if (task) {
    const { notice, number: said } = task.groups, number = numeralOf(said);
    const among = notice ? store.ofNotice(notice) : Array.from({ length: store.size }, (_, i) => i);
    for (const i of among) if (number && store.kind(i) === "task" && store.number(i) === number) found.add(i);
  }
  const within = folded.match(IN_SECTION);
  if (within) {
    const [section, number] = [within.groups.section, within.groups.number].map(numeralOf);
    const two = (n) => String(n).padStart(2, "0"), wanted = `${within.groups.notice}-${two(section)}-${two(number)}`;
    for (const i of store.ofNotice(within.groups.notice)) if (store.kind(i) === "task" && store.id(i) === wanted) found.add(i);
  }
  const document = folded.match(DOCUMENT) ?? folded.match(SERIAL);
  if (document) {
    const { body = "", year, serial } = document.groups;
    for (const [i, d] of store.documents) {
      if ((!year || year === d[1]) && fold(d[0]).endsWith(body) && String(Number(serial)) === d[2]) found.add(i);
    }
  }
  return found;
}

// Whether a query without spaces names a task of a held notice, or a document, that there is not.
function namesNothing(query, store) {
  if (typedTerms(query).length !== 1) return false;
  const folded = trimmed(withoutTens(fold(joinedDays(query)))), task = folded.match(TASK) ?? folded.match(IN_SECTION);
  if (task) return store.isNotice(task.groups.notice);
  const document = folded.match(DOCUMENT);
  return Boolean(document?.groups.body && NUMBERED.test(folded));
}

async function search(query, store, { words = true } = {}) {
  const exact = exactOf(query, store), plain = await answerOf(query, exact, words, store);
  if ((plain.nearest || plain.leftOut.length) && namesNothing(query, store)) return { ...noAnswer(query), leftOut: [query.trim()], nearest: true };
  const answer = plain.meant.length && plain.nearest && !plain.pages.length ? await asMeant(plain, store) : plain;
  const found = !answer.nearest && !answer.leftOut.length;
  if (exact.size || answer.excluded.length || (found && typedTerms(query).length > 1)) return answer; // words between spaces
  return { ...answer, quoted: await quotedIn(query, store) };
}
// What the first of the terms that were meant find, said to be that.
async function asMeant(answer, store) {
  const meant = new Map(answer.meant.map(({ typed, texts }) => [typed, texts[0]]));
  const terms = typedTerms(answer.query).filter((t) => !t.quoted && !t.excluded && !t.others.length);
  const again = terms.map(({ text }) => meant.get(text) ?? text).join(" "), found = await answerOf(again, new Set(), false, store);
  if (!found.results.length || found.nearest) return answer;
  const pieces = (await termsOf(again, store, false)).map((t) => t.said);
  return { ...answer, results: found.results.map((result) => ({ ...result, tier: TIERS.pieces })), pieces, terms: found.terms, places: found.places, below: found.below, also: [], nowhere: [], missing: null, asMeant: true };
}
const noAnswer = (query) => ({ query, results: [], leftOut: [], nearest: false, successors: [], predecessors: [], excluded: [], pieces: [], also: [], pages: [], quoted: [], meant: [], terms: [], places: () => [], below: async () => nothingNear(), nowhere: [] });
async function answerOf(query, exact, words, store) {
  const answer = noAnswer(query);
  const typed = await termsOf(query, store, words);
  const terms = (await Promise.all(typed.map((term) => looked(term, exact, store)))).flat();
  const wanted = terms.filter((t) => !t.out);
  if (!wanted.length) {
    answer.excluded = terms.map((t) => t.typed);
    return answer;
  }
  const kept = wanted.filter((t) => t.records.length);
  const shared = tally(kept.map((t) => t.records), store.size);
  const barred = tally(terms.filter((t) => t.out).map((t) => t.records), store.size);
  const those = (fits) => {
    const found = [];
    for (let i = 0; i < store.size; i++) if (!barred[i] && fits(i)) found.push(i);
    return found;
  };
  const found = those((i) => exact.has(i) || (kept.length && shared[i] === kept.length));
  answer.terms = kept;
  if (!exact.size) answer.meant = await meantBy(wanted.filter((t) => !t.records.length && !t.quoted && !t.either), store);
  if (!exact.size) answer.leftOut = wanted.filter((t) => !kept.includes(t)).map((t) => t.typed);
  const otherYear = answer.leftOut.some((typed) => isAbsentYear(trimmed(fold(typed)), store.isNotice));
  if (!exact.size && (answer.leftOut.length || !found.length)) {
    const close = await near(wanted, barred, { below: false, words }, store);
    answer.pages = close.pages;
    const better = close.results.length === 0 || isBetter(close, kept, found), nowhere = better ? close.nowhere : [];
    if (close.results.length && better) {
      const nearest = { ...answer, nearest: true, nowhere, pieces: close.pieces.map((p) => p.text), also: close.also, terms: close.pieces };
      return close.weak || otherYear ? { ...nearest, also: [], below: async () => ({ ...close, otherYears: otherYear }) } : { ...nearest, results: close.results };
    }
    if (!found.length || otherYear) answer.nowhere = nowhere;
  }
  if (found.length && otherYear) {
    const { results, places } = together(await ranked({ ...answer }, found, kept, exact, false, store), store);
    const pieces = kept.map((term) => ({ ...term, text: term.said }));
    const below = { ...nothingNear(), otherYears: true, pieces, results: results.map((result) => ({ ...result, places: places(result.i) })) };
    return { ...answer, nearest: true, pieces: pieces.map((piece) => piece.text), below: async () => below };
  }
  if (found.length) {
    const named = kept.flatMap((t) => store.names.get(t.said) ?? []);
    answer.successors = unique(named.flatMap((alias) => alias[2]));
    answer.predecessors = unique(named.flatMap(([id]) => nearestPaged([id], store.before, store)));
    if (!exact.size) {
      const few = answer.leftOut.length || found.length <= PIECES.few;
      for (const i of found) barred[i] = 1;
      answer.below = () => near(wanted, barred, { below: true, words, all: !few }, store);
    }
    return together(await ranked(answer, found, kept, exact, false, store), store);
  }
  answer.nearest = true;
  return kept.length > 1 ? together(await partly(answer, kept, shared, those, store), store) : answer;
}

// Whether what is near is a better answer than what has the kept terms alone, all or some.
function isBetter(close, kept, found) {
  if (!kept.length || (found.length && kept.every((t) => t.named.length))) return true;
  return close.complete && (!found.length || close.also.length > 0);
}

// All terms are known, but no record has them all: those with most of them or with the rarest, by
// how rare their terms are.
async function partly(answer, kept, shared, those, store) {
  const has = kept.map((t) => tally([t.records], store.size)), best = Math.max(...new Set(shared));
  const rarest = kept.reduce((least, t, n) => (t.records.length < kept[least].records.length ? n : least), 0);
  const weights = kept.map((t) => Math.floor((store.size * LIMITS.rare) / t.records.length));
  const weight = (i) => weights.reduce((sum, w, n) => sum + has[n][i] * w, 0);
  await ranked(answer, those((i) => shared[i] === best || has[rarest][i]), kept, new Set(), true, store);
  answer.results = answer.results.map((result) => ({ ...result, weight: weight(result.i) })).sort((a, b) => b.weight - a.weight);
  answer.missing = (i) => kept.filter((_, n) => !has[n][i]).map((t) => t.typed);
  return answer;
}

function counted(answer, lists, store) {
  const count = tally(lists, store.owner.length);
  answer.places = (i) => {
    const places = [];
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) if (count[part]) places.push(part - store.starts[i]);
    return places;
  };
  return count;
}

async function ranked(answer, found, terms, exact, some, store) {
  const count = counted(answer, terms.map((t) => t.parts), store);
  const free = tally(terms.map((t) => t.named), store.size);
  const said = terms.filter((t) => !t.named.length), whole = said.map((t) => t.forms[0]).join("");
  // Where no part has all the terms, none can have the phrase.
  const inside = said.length === 1 ? said[0].parts : whole && count.some((n) => n >= said.length) ? await store.partsWith(whole) : [];
  const phrase = tally([ownersOf(inside, store)], store.size);
  const names = [terms.map((t) => t.forms[0]).join(""), ...(terms.length === 1 ? terms[0].forms : [])];
  const why = (i, most) => {
    if (exact.has(i)) return TIERS.exact;
    if (names.some((name) => store.isNamed(i, name))) return TIERS.named;
    const needed = terms.length - free[i];
    if (count[store.starts[i]] >= needed) return TIERS.heading;
    if (phrase[i]) return TIERS.phrase;
    return most >= needed ? TIERS.sentence : TIERS.record;
  };
  const tiers = new Uint8Array(store.size), keys = new Float64Array(found.length);
  found.forEach((i, n) => {
    let hits = 0, most = 0;
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) { hits += count[part]; most = Math.max(most, count[part]); }
    tiers[i] = some ? TIERS.some : why(i, most);
    if (tiers[i] === TIERS.exact) hits = 0; // what a query names comes as the records stand
    // Tier, kind, texts before mere facts, many hits before few, place: as one number, which sorts fast.
    const group = (tiers[i] * KINDS.length + KINDS.indexOf(store.kind(i))) * 2 + (store.state(i) === "facts-only");
    keys[n] = (group * MOST_HITS + MOST_HITS - 1 - hits) * store.size + i;
  });
  answer.results = Array.from(keys.sort(), (key) => ({ i: key % store.size, tier: tiers[key % store.size] }));
  return answer;
}

// The tasks of a theme stand behind the best of them.
function together(answer, store) {
  const lines = new Map(), ordered = [];
  for (const result of answer.results) {
    result.theme = result.tier > TIERS.named ? store.theme(result.i) : "";
    if (lines.has(result.theme)) lines.get(result.theme).push(result);
    else if (result.theme) lines.set(result.theme, [result]);
  }
  for (const result of answer.results) {
    if (!result.theme) ordered.push(result);
    else if (lines.get(result.theme)[0] === result) ordered.push(...lines.get(result.theme));
  }
  answer.results = ordered;
  return answer;
}
