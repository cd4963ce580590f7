// A quoted passage: which of its sentences stand in the texts word by word, which nearly, which not. The
// twin of generator/search/quotations.py, where it is explained.
const SAID_BY = new Set(QUOTATIONS.said);

async function* eachQuotation(passage, store) {
  for (const one of sentencesOf(passage)) yield quotation(one, store);
}
async function quotations(passage, store) {
  const found = [];
  for await (const one of eachQuotation(passage, store)) found.push(one);
  return found;
}

// What a query quotes, if it is long enough to quote and as a whole stands nowhere.
async function quotedIn(query, store) {
  if (tokensOf(query).length < QUOTATIONS.shortestQuery || (await store.partsWith(trimmed(fold(query)), true)).length) return [];
  return (await quotations(query, store)).filter(({ verdict }) => verdict !== VERDICTS.none && verdict !== VERDICTS.short);
}

async function quotation(given, store) {
  const { text, tokens } = given, exact = await exactPlaces(given, store), none = { text, places: [], elsewhere: [], rest: [] };
  if (tokens.length < QUOTATIONS.shortest) return { ...none, verdict: exact.size ? VERDICTS.exact : VERDICTS.short, places: [...exact.values()] };
  const found = await candidates(given, 0, tokens.length, store);
  if (exact.size) return { ...none, verdict: VERDICTS.exact, places: [...exact.values()], elsewhere: elsewhere(found, new Set(exact.keys()), given, store) };
  const matches = await covering(given, 0, tokens.length, found, store);
  const quoted = matches.reduce((sum, { segment }) => sum + stopOf(segment) - startOf(segment), 0), [part, of] = QUOTATIONS.mostly;
  const enough = quoted * of >= tokens.length * part || matches.some(({ segment }) => sizeOf(segment) >= QUOTATIONS.certain);
  if (!enough || matches.reduce((sum, { segment }) => sum + sizeOf(segment), 0) < Math.min(QUOTATIONS.least, tokens.length)) return { ...none, verdict: VERDICTS.none };
  const places = matches.map((match) => placeIn(match, given, store)), rest = restOf(matches, given);
  const here = new Set(matches.map(({ i }) => store.notice(i)));
  return { text, verdict: verdictOf(places, rest), places, elsewhere: elsewhere(found, here, given, store), rest };
}

// A part with its record, and its anchor and text as printed.
async function printedParts(parts, store) {
  const records = await store.records(unique(parts.map((part) => store.owner[part])));
  return parts.map((part) => {
    const i = store.owner[part], [anchor, text] = records.get(i).p[part - store.starts[i]];
    return { part, i, record: records.get(i), anchor, text };
  });
}
// Whether a part is a notice's own words: of a year without text its headings, not what is known.
const maySay = (part, store) => SAID_BY.has(store.kind(store.owner[part]));
const isSaid = ({ i, anchor }, store) => store.state(i) !== "facts-only" || Boolean(anchor);

// Where a sentence stands word by word, by notice; the first place of each.
async function exactPlaces(given, store) {
  const found = new Map(), parts = Array.from(await store.partsWith(trimmed(fold(given.text)))).filter((part) => maySay(part, store));
  let left = parts;
  while (left.length && found.size < QUOTATIONS.places) {
    const next = left.slice(0, QUOTATIONS.candidates);
    left = left.slice(QUOTATIONS.candidates);
    for (const own of await printedParts(next, store)) {
      const notice = store.notice(own.i);
      if (found.has(notice) || found.size === QUOTATIONS.places || !isSaid(own, store)) continue;
      const tokens = tokensOf(own.text), segment = bestSegment(aligned(given.tokens.map((t) => t.said), tokens.map((t) => t.said)));
      if (!segment) continue;
      const start = tokens[textStartOf(segment)].start, end = tokens[textStopOf(segment) - 1].end;
      found.set(notice, { ...own, start, end, runs: [["=", given.text, own.text.slice(start, end)]] });
    }
    left = left.filter((part) => !found.has(store.notice(store.owner[part])));
  }
  return found;
}

// A few threes of a folded text, as far apart as can be, none with a mark in it.
function seedsOf(text) {
  const found = [];
  let run = [];
  for (const character of [...text, "\n"]) {
    if (character !== "\n" && !EDGE.test(character)) { run.push(character); continue; }
    const last = run.length - QUOTATIONS.seed;
    for (let start = 0; start < last; start += QUOTATIONS.seed) found.push(run.slice(start, start + QUOTATIONS.seed).join(""));
    if (last >= 0) found.push(run.slice(last).join(""));
    run = [];
  }
  const every = unique(found), most = QUOTATIONS.seeds;
  return every.length <= most ? every : Array.from({ length: most }, (_, n) => every[Math.floor((n * (every.length - 1)) / (most - 1))]);
}

// The parts that have most of a stretch's threes, laid beside it, the best first.
async function candidates(given, start, end, store) {
  const tokens = given.tokens.slice(start, end), said = tokens.map((t) => t.said), votes = new Map();
  const seeds = seedsOf(fold(given.text.slice(tokens[0].start, tokens.at(-1).end)));
  for (const parts of await Promise.all(seeds.map((seed) => store.partsWith(seed, true)))) {
    const weight = parts.length ? 32 - Math.clz32(Math.floor(store.owner.length / parts.length)) : 0;
    for (const part of parts) votes.set(part, (votes.get(part) ?? 0) + weight);
  }
  const best = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, QUOTATIONS.candidates).map(([part]) => part);
  const matches = [];
  for (const own of await printedParts(best.filter((part) => maySay(part, store)), store)) {
    if (!isSaid(own, store)) continue;
    const printed = tokensOf(own.text), segment = bestSegment(aligned(said, printed.map((t) => t.said)));
    if (!segment || !isNear(segment, said.length)) continue;
    for (const block of segment.blocks) block.typed += start;
    matches.push({ ...own, tokens: printed, segment });
  }
  return matches.sort((a, b) => b.segment.score - a.segment.score || a.segment.leftOut - b.segment.leftOut || a.part - b.part);
}
// Whether a stretch is a quotation of what it was laid beside.
function isNear(segment, length) {
  const [part, of] = QUOTATIONS.dense, size = sizeOf(segment);
  const dense = size * of >= (stopOf(segment) - startOf(segment)) * part, enough = size >= Math.min(QUOTATIONS.least, length - 1);
  return dense && enough && Math.max(...segment.blocks.map((block) => block.size)) >= QUOTATIONS.longestRun;
}

// The best match of a stretch, and those of what is left on either side of it, in order.
async function covering(given, start, end, found, store) {
  if (!found.length) return [];
  const best = toTheEdges(found[0], start, end), from = startOf(best.segment), to = stopOf(best.segment);
  const sideOf = async (a, b) => (b - a >= QUOTATIONS.shortest ? covering(given, a, b, await candidates(given, a, b, store), store) : []);
  return [...await sideOf(start, from), best, ...await sideOf(to, end)];
}
// A match with the few tokens on which a sentence, and a clause of the text, begin or end otherwise.
function toTheEdges(match, start, end) {
  const { segment, tokens } = match, narrow = (n) => n > 0 && n <= PASSAGES.narrow;
  const borders = tokens.map((_, n) => n).filter((n) => n && tokens[n - 1].end < tokens[n].start);
  const begins = borders.findLast((n) => n <= textStartOf(segment)) ?? 0, ends = borders.find((n) => n >= textStopOf(segment)) ?? tokens.length;
  const before = narrow(startOf(segment) - start) && narrow(textStartOf(segment) - begins) ? [{ typed: start, text: begins, size: 0 }] : [];
  const after = narrow(end - stopOf(segment)) && narrow(ends - textStopOf(segment)) ? [{ typed: end, text: ends, size: 0 }] : [];
  return { ...match, segment: { ...segment, blocks: [...before, ...segment.blocks, ...after] } };
}

// What other notices say in other words, the best place of each.
function elsewhere(found, here, given, store) {
  const places = new Map();
  for (const match of found) {
    const notice = store.notice(match.i);
    if (!here.has(notice) && !places.has(notice)) places.set(notice, placeIn(toTheEdges(match, 0, given.tokens.length), given, store));
  }
  const newest = [...places.keys()].sort().reverse().map((notice) => places.get(notice));
  return newest.filter(({ runs }) => runs.some(([op]) => op !== "=")).slice(0, QUOTATIONS.others);
}

function placeIn(match, given) {
  const { segment, tokens, part, i, record, anchor, text } = match, start = tokens[textStartOf(segment)].start, end = tokens[textStopOf(segment) - 1].end;
  return { part, i, record, anchor, text, start, end, runs: runsIn(segment.blocks, given, { text, tokens }) };
}
// What is alike and what is between: of the text all characters, in order.
function runsIn(blocks, typed, printed) {
  const runs = [];
  blocks.forEach((block, n) => {
    const before = blocks[n - 1];
    if (before) runs.push(...between(gapOf(typed, endOf(before), block.typed, before, block), gapOf(printed, textEndOf(before), block.text, before, block)));
    if (block.size) runs.push(["=", sliceOf(typed, block.typed, endOf(block)), sliceOf(printed, block.text, textEndOf(block))]);
  });
  return runs;
}
const sliceOf = ({ text, tokens }, start, end) => (start < end ? text.slice(tokens[start].start, tokens[end - 1].end) : "");
// What stands between two blocks: marks, from the first token to the last, marks.
function gapOf(wording, start, end, before, after) {
  const { text, tokens } = wording;
  if (start === end) return [before.size && after.size ? text.slice(tokens[start - 1].end, tokens[end].start) : "", "", ""];
  const last = before.size ? tokens[start - 1].end : tokens[start].start, next = after.size ? tokens[end].start : tokens[end - 1].end;
  return [text.slice(last, tokens[start].start), sliceOf(wording, start, end), text.slice(tokens[end - 1].end, next)];
}
function between([marks, said, more], [lead, printed, trail]) {
  let runs = [];
  if (said && printed) runs = [["=", marks, lead], ["~", said, printed], ["=", more, trail]];
  else if (printed) {
    const op = ELLIPSIS.test(marks) ? "." : "+", kept = marks && op === "+" ? lead : "";
    runs = [["=", marks, kept], [op, "", lead.slice(kept.length) + printed + trail]];
  } else runs = [...(said ? [["-", said, ""]] : []), ["=", said ? more : marks, lead]];
  return runs.filter(([op, , text]) => text || op === "-");
}

// The stretches of a sentence that stand in none of the matches.
function restOf(matches, given) {
  const rest = [];
  let at = 0;
  for (const { segment } of [...matches, { segment: null }]) {
    const start = segment ? startOf(segment) : given.tokens.length;
    if (start > at) rest.push(sliceOf(given, at, start));
    at = segment ? stopOf(segment) : at;
  }
  return rest;
}
function verdictOf(places, rest) {
  if (rest.length || places.length > 1) return VERDICTS.near;
  const ops = new Set(places[0].runs.map(([op]) => op));
  if (ops.size === 1 && ops.has("=")) return VERDICTS.marks;
  return ops.size === 2 && ops.has("=") && ops.has(".") ? VERDICTS.excerpt : VERDICTS.near;
}
