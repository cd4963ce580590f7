// A query to results, in the order of relevance: the twin of generator/search/engine.py. A store
// says which parts (headings, sentences, clauses) have a term; all else follows from that.
const KINDS = ["task", "notice", "theme", "agency"];
const [EXACT, NAMED, HEADING, PHRASE, SENTENCE, RECORD, SOME, NEAREST] = [0, 1, 2, 3, 4, 5, 6, 7];
const MOST_NEAREST = 20;
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

async function look(term, store) {
  const parts = new Set();
  for (const found of await Promise.all(shortest(term.forms).map((form) => store.partsWith(form)))) for (const part of found) parts.add(part);
  term.parts = parts;
  term.named = store.ofNotice(term.forms[0]);
  term.records = new Set(term.named);
  for (const part of parts) term.records.add(store.owner[part]);
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
  const barred = new Set();
  for (const term of terms) if (term.out) for (const i of term.records) barred.add(i);
  const kept = wanted.filter((t) => t.records.size), exact = exactOf(query, store);
  const shared = new Map();
  for (const term of kept) for (const i of term.records) shared.set(i, (shared.get(i) ?? 0) + 1);
  const found = new Set(exact);
  for (const [i, n] of shared) if (n === kept.length) found.add(i);
  for (const i of barred) found.delete(i);
  answer.terms = kept;
  if (found.size) {
    if (!exact.size) answer.leftOut = wanted.filter((t) => !kept.includes(t)).map((t) => t.typed);
    answer.successors = unique(kept.flatMap((t) => (store.names.get(t.forms[0]) ?? []).flatMap((a) => a[2])));
    return together(await ranked(answer, found, kept, exact, null, store), store);
  }
  answer.nearest = true;
  if (kept.length > 1) {
    // All terms are known, but no record has them all: those with most of them.
    let best = 0;
    for (const n of shared.values()) best = Math.max(best, n);
    const most = [...shared].filter(([i, n]) => n === best && !barred.has(i)).map(([i]) => i);
    return together(await ranked(answer, most, kept, exact, SOME, store), store);
  }
  if (!exact.size) answer.leftOut = wanted.filter((t) => !kept.includes(t)).map((t) => t.typed);
  return nearestTo(answer, wanted, barred, store);
}

function counted(answer, lists, store) {
  const count = new Uint8Array(store.owner.length);
  for (const parts of lists) for (const part of parts) count[part]++;
  answer.places = (i) => {
    const places = [];
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) if (count[part]) places.push(part - store.starts[i]);
    return places;
  };
  return count;
}

async function ranked(answer, found, terms, exact, tier, store) {
  const count = counted(answer, terms.map((t) => t.parts), store);
  const free = new Map();
  for (const term of terms) for (const i of term.named) free.set(i, (free.get(i) ?? 0) + 1);
  const said = terms.filter((t) => !t.named.length), phrase = new Set();
  const all = count.some((n) => n >= said.length); // else no part can have the phrase
  const inside = said.length === 1 ? said[0].parts : said.length && all ? await store.partsWith(said.map((t) => t.forms[0]).join("")) : [];
  for (const part of inside) phrase.add(store.owner[part]);
  const names = [terms.map((t) => t.forms[0]).join(""), ...(terms.length === 1 ? terms[0].forms : [])];
  const why = (i, most) => {
    if (exact.has(i)) return EXACT;
    if (names.some((name) => store.isNamed(i, name))) return NAMED;
    const needed = terms.length - (free.get(i) ?? 0);
    if (count[store.starts[i]] >= needed) return HEADING;
    if (phrase.has(i)) return PHRASE;
    return most >= needed ? SENTENCE : RECORD;
  };
  for (const i of found) {
    let hits = 0, most = 0;
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) { hits += count[part]; most = Math.max(most, count[part]); }
    answer.results.push({ i, tier: tier ?? why(i, most), hits, kind: KINDS.indexOf(store.kind(i)), facts: store.state(i) === "facts-only" });
  }
  answer.results.sort((a, b) => a.tier - b.tier || a.kind - b.kind || a.facts - b.facts || b.hits - a.hits || a.i - b.i);
  return answer;
}

// The tasks of a theme stand behind the best of them.
function together(answer, store) {
  const groups = new Map(), places = new Map();
  answer.results.forEach((result, place) => {
    const theme = result.tier > NAMED ? store.theme(result.i) : "";
    if (theme && !places.has(theme)) places.set(theme, place);
    const at = theme ? places.get(theme) : place;
    result.theme = theme;
    if (groups.has(at)) groups.get(at).push(result); else groups.set(at, [result]);
  });
  answer.results = [...groups.values()].flat();
  return answer;
}

// The records that have most of the query's pairs of characters.
async function nearestTo(answer, wanted, barred, store) {
  const pairs = unique(wanted.flatMap((t) => runsOf(t.forms[0], 2))).sort();
  const lists = await Promise.all(pairs.map((pair) => store.partsWith(pair)));
  const scores = new Map();
  for (const parts of lists) for (const i of new Set(Array.from(parts, (part) => store.owner[part]))) scores.set(i, (scores.get(i) ?? 0) + 1);
  let best = 0;
  for (const [i, n] of scores) if (!barred.has(i)) best = Math.max(best, n);
  counted(answer, lists, store);
  answer.terms = pairs.map((pair) => ({ forms: [pair] }));
  answer.results = [...scores].filter(([i, n]) => n === best && !barred.has(i)).map(([i]) => i).sort((a, b) => a - b)
    .slice(0, MOST_NEAREST).map((i) => ({ i, tier: NEAREST }));
  return answer;
}
