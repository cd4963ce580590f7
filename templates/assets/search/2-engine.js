// A query to results, in the order of relevance: the twin of generator/search/engine.py. A store
// says which parts (headings, sentences, clauses) have a term; all else follows from that.
const KINDS = ["task", "notice", "theme", "agency"];
const [EXACT, NAMED, HEADING, PHRASE, SENTENCE, RECORD, SOME, NEAREST] = [0, 1, 2, 3, 4, 5, 6, 7];
const MOST_NEAREST = 20, MOST_HITS = 1e6;
// Spaces are said in full, since no two languages have the same for a space.
const TERM = /(-?)(?:["“”＂]([^"“”＂]*)["“”＂]?|([^\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"“”＂]+))/g;
const NUMERAL = /^[一二三四五六七八九十百]+$/;

const unique = (list) => [...new Set(list)];
const runsOf = (folded, length) => {
  const all = Array.from(folded);
  return Array.from({ length: Math.max(1, all.length - length + 1) }, (_, n) => all.slice(n, n + length).join(""));
};

function formsOf(folded, store) {
  const forms = new Set(spellings(folded));
  for (const [, names] of store.names.get(folded) ?? []) for (const name of names.slice(0, -1)) forms.add(fold(name));
  return [...forms];
}

function termsOf(query, store) {
  const whole = fold(query);
  if (store.names.has(whole) && !query.includes('"')) return [{ typed: query, forms: formsOf(whole, store), out: false }];
  const terms = [];
  for (const [, minus, phrase, word] of query.matchAll(TERM)) {
    const typed = phrase ?? word, folded = fold(typed);
    if (folded) terms.push({ typed, forms: phrase ? [folded] : formsOf(folded, store), out: minus === "-" });
  }
  return terms;
}

// A form that has another one inside adds nothing: where it stands, the shorter one does.
const shortest = (forms) => forms.filter((form) => !forms.some((other) => other !== form && form.includes(other)));

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
  let last = -1;
  for (const part of parts) if (store.owner[part] !== last) found.push(last = store.owner[part]);
  return found;
}

async function look(term, store) {
  const lists = await Promise.all(shortest(term.forms).map((form) => store.partsWith(form)));
  term.parts = union(lists, store.owner.length);
  term.named = store.ofNotice(term.forms[0]);
  term.records = union([ownersOf(term.parts, store), term.named], store.size);
}

// Records that the query names: by a notice's id, a task's address, a document's number.
function exactOf(query, store) {
  const folded = fold(query), found = new Set(), own = store.noticeRecord(folded);
  if (own >= 0) found.add(own);
  const task = folded.match(/^([a-z0-9-]*\d{4})(?:年)?[-/第]*(\d{1,4}|[一二三四五六七八九十百]+)(?:项|\/)?$/);
  if (task) {
    const number = NUMERAL.test(task[2]) ? readNumber(task[2]) : Number(task[2]);
    for (const i of store.ofNotice(task[1])) if (store.kind(i) === "task" && store.number(i) === number) found.add(i);
  }
  const whole = folded.match(/^([^\d]*?)((?:19|20|90)\d{2})(\d{1,4})号?$/);
  const serial = whole ? null : folded.match(/^第?0*(\d{1,4})号$/);
  const [body, year, said] = whole ? [whole[1], whole[2], whole[3]] : ["", "", serial?.[1]];
  if (said) for (const [i, d] of store.documents) {
    if ((!year || year === d[1]) && fold(d[0]).endsWith(body) && String(Number(said)) === d[2]) found.add(i);
  }
  return found;
}

async function search(query, store) {
  const answer = { query, results: [], leftOut: [], nearest: false, successors: [], terms: [], places: () => [] };
  const terms = termsOf(query, store), wanted = terms.filter((t) => !t.out);
  if (!wanted.length) return answer;
  await Promise.all(terms.map((term) => look(term, store)));
  const kept = wanted.filter((t) => t.records.length), exact = exactOf(query, store);
  const shared = tally(kept.map((t) => t.records), store.size);
  const barred = tally(terms.filter((t) => t.out).map((t) => t.records), store.size);
  const those = (fits) => {
    const found = [];
    for (let i = 0; i < store.size; i++) if (!barred[i] && fits(i)) found.push(i);
    return found;
  };
  const found = those((i) => exact.has(i) || (kept.length && shared[i] === kept.length));
  answer.terms = kept;
  if (found.length) {
    if (!exact.size) answer.leftOut = wanted.filter((t) => !kept.includes(t)).map((t) => t.typed);
    answer.successors = unique(kept.flatMap((t) => (store.names.get(t.forms[0]) ?? []).flatMap((a) => a[2])));
    return together(await ranked(answer, found, kept, exact, null, store), store);
  }
  answer.nearest = true;
  if (kept.length > 1) {
    // All terms are known, but no record has them all: those with most of them.
    const best = Math.max(...new Set(shared));
    return together(await ranked(answer, those((i) => shared[i] === best), kept, exact, SOME, store), store);
  }
  if (!exact.size) answer.leftOut = wanted.filter((t) => !kept.includes(t)).map((t) => t.typed);
  return nearestTo(answer, wanted, those, store);
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

async function ranked(answer, found, terms, exact, tier, store) {
  const count = counted(answer, terms.map((t) => t.parts), store);
  const free = tally(terms.map((t) => t.named), store.size);
  const said = terms.filter((t) => !t.named.length), whole = said.map((t) => t.forms[0]).join("");
  // Where no part has all the terms, none can have the phrase.
  const inside = said.length === 1 ? said[0].parts : whole && count.some((n) => n >= said.length) ? await store.partsWith(whole) : [];
  const phrase = tally([ownersOf(inside, store)], store.size);
  const names = [terms.map((t) => t.forms[0]).join(""), ...(terms.length === 1 ? terms[0].forms : [])];
  const why = (i, most) => {
    if (exact.has(i)) return EXACT;
    if (names.some((name) => store.isNamed(i, name))) return NAMED;
    const needed = terms.length - free[i];
    if (count[store.starts[i]] >= needed) return HEADING;
    if (phrase[i]) return PHRASE;
    return most >= needed ? SENTENCE : RECORD;
  };
  const tiers = new Uint8Array(store.size), keys = new Float64Array(found.length);
  found.forEach((i, n) => {
    let hits = 0, most = 0;
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) { hits += count[part]; most = Math.max(most, count[part]); }
    tiers[i] = tier ?? why(i, most);
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
    result.theme = result.tier > NAMED ? store.theme(result.i) : "";
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

// The records that have most of the query's pairs of characters.
async function nearestTo(answer, wanted, those, store) {
  const pairs = unique(wanted.flatMap((t) => runsOf(t.forms[0], 2))).sort();
  const lists = await Promise.all(pairs.map((pair) => store.partsWith(pair)));
  const scores = tally(lists.map((parts) => ownersOf(parts, store)), store.size);
  const known = those((i) => scores[i]), best = Math.max(...new Set(known.map((i) => scores[i])));
  counted(answer, lists, store);
  answer.terms = pairs.map((pair) => ({ forms: [pair] }));
  answer.results = known.filter((i) => scores[i] === best).slice(0, MOST_NEAREST).map((i) => ({ i, tier: NEAREST }));
  return answer;
}
