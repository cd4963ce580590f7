// A term that stands nowhere, or in few places, by the longest pieces of it that do stand somewhere:
// the twin of generator/search/pieces.py.
const IN_FIGURE = whole("inFigure"), IN_NUMERAL = whole("inNumeral"), LETTER_OR_FIGURE = whole("letterOrFigure");

async function cut(text, count, least, isWord) {
  const stretches = Array.from(text).slice(0, PIECES.mostCut).join("").split(SEPARATOR).filter(Boolean);
  const all = async (fewest) => {
    const found = [];
    for (const stretch of stretches) found.push(...await longest(Array.from(stretch), count, fewest, isWord));
    return found;
  };
  const size = (runs) => Array.from(runs.join("")).length;
  let found = await all(least);
  if (least <= PIECES.fewest) {
    const rare = await all(1);
    if (size(rare) > size(found) && !(rare.length === 1 && rare[0] === text)) found = rare;
  }
  return unique(found);
}

// The pieces of a stretch in order: most characters covered, then the largest squares.
async function longest(text, count, least, isWord) {
  const borders = Array.from({ length: text.length + 1 }, (_, n) => n).filter((n) => !inFigure(text, n));
  const reach = await reachOf(text, borders, count, least), best = [[0, 0, -1]];
  for (let n = 1; n < borders.length; n++) {
    let entry = [best[n - 1][0], best[n - 1][1], -1];
    for (let m = 0; m < n; m++) {
      const length = borders[n] - borders[m];
      const word = isWord(text.slice(borders[m], borders[n]).join("")) && ends(text, borders[m], borders[n]);
      if (!word && (reach[m] < n || !isPiece(text, borders[m], borders[n]))) continue;
      const side = word ? length + PIECES.word : length, covered = best[m][0] + length, squares = best[m][1] + side * side;
      if (covered > entry[0] || (covered === entry[0] && squares >= entry[1])) entry = [covered, squares, m];
    }
    best.push(entry);
  }
  const found = [];
  for (let n = borders.length - 1; n > 0;) {
    const start = best[n][2];
    if (start >= 0) found.unshift(text.slice(borders[start], borders[n]).join(""));
    n = start >= 0 ? start : n - 1;
  }
  return found;
}

// For each border the last one up to which the text stands in enough records.
async function reachOf(text, borders, count, least) {
  const reach = [];
  let end = 0;
  for (let start = 0; start < borders.length; start++) {
    end = Math.max(end, start);
    for (; end + 1 < borders.length; end++) {
      const run = text.slice(borders[start], borders[end + 1]);
      if (run.length >= PIECES.shortest && (await count(run.join(""))) < least) break;
    }
    reach.push(end);
  }
  return reach;
}
// Whether a border there would cut a figure, or a numeral.
function inFigure(text, n) {
  const before = text[n - 1] ?? "", behind = text[n] ?? "";
  return (IN_FIGURE.test(before) && IN_FIGURE.test(behind)) || (IN_NUMERAL.test(before) && IN_NUMERAL.test(behind));
}
// What is left of a term without its pieces and words, in runs that say something.
function strangeRuns(text, found) {
  let left = Array.from(text).slice(0, PIECES.mostCut).join("").split(SEPARATOR).join("\n");
  for (const run of [...found].sort((a, b) => Array.from(b).length - Array.from(a).length)) left = left.replaceAll(run, "\n");
  return left.split("\n").filter((run) => Array.from(run).length >= PIECES.strange);
}
function isPiece(text, start, end) {
  if (end - start < PIECES.shortest) return false;
  const plain = text.slice(start, end).every((c) => LETTER_OR_FIGURE.test(c));
  if (!plain || end - start >= PIECES.shortestPlain) return true;
  return ends(text, start, end);
}
// Whether no word of letters and figures is cut at either end.
const ends = (text, start, end) => [start, end].every((n) => n === 0 || n === text.length || !LETTER_OR_FIGURE.test(text[n - 1]) || !LETTER_OR_FIGURE.test(text[n]));

// The records that have at least half of a query of `length` characters in its pieces; below exact
// ones more than half, and where it is to be the whole, all; where the query says something strange, not
// what has too little of the rest.
async function foundBy(pieces, length, allowed, { below, all, strange }, store) {
  const size = (piece) => Array.from(piece.text).length;
  const inParts = weights(pieces.map((p) => [size(p), p.parts]), store.owner.length);
  const inRecords = weights(pieces.map((p) => [size(p), p.records]), store.size);
  const rarity = weights(pieces.map((p) => [Math.floor(PIECES.rare / p.records.length), p.records]), store.size);
  const several = weights(pieces.map((p) => [1, p.records]), store.size);
  const telling = weights(pieces.filter((p) => p.word || p.records.length * PIECES.common <= store.size).map((p) => [1, p.records]), store.size);
  const byWord = weights(pieces.filter((p) => p.word).map((p) => [1, p.records]), store.size);
  const long = weights(pieces.filter((p) => size(p) > PIECES.shortest).map((p) => [1, p.records]), store.size);
  const names = unique(pieces.filter((p) => p.word).flatMap((p) => p.forms));
  const least = (i) => {
    if (!below && byWord[i]) return Math.ceil(length / PIECES.wordy);
    return all ? length : below ? Math.floor(length / 2) + 1 : Math.ceil(length / 2);
  };
  const tooLittle = (i) => (several[i] === PIECES.fewPieces && !long[i]) || (several[i] === 1 && 2 * inRecords[i] < length + Number(!long[i]));
  const keys = [];
  for (let i = 0; i < store.size; i++) {
    if (strange && tooLittle(i)) continue;
    const alone = several[i] === 1 && !byWord[i] && inRecords[i] <= PIECES.shortest && 2 * inRecords[i] <= length;
    if (!inRecords[i] || inRecords[i] < least(i) || alone || !(several[i] > 1 || telling[i]) || !allowed(i)) continue;
    let most = 0;
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) most = Math.max(most, inParts[part]);
    const named = names.some((name) => store.isNamed(i, name)), heading = inParts[store.starts[i]];
    keys.push([-most - inRecords[i], Number(!named), -heading, -most, -rarity[i], KINDS.indexOf(store.kind(i)), Number(store.state(i) === "facts-only"), i]);
  }
  const near = keys.sort(byEach).slice(0, PIECES.mostFound), texts = await store.records(near.map((key) => key.at(-1)));
  const found = near.map(([both, named, heading, most, rare, ...rest]) => {
    const i = rest.at(-1), places = [];
    for (let part = store.starts[i]; part < store.starts[i + 1]; part++) if (inParts[part] === -most) places.push(part - store.starts[i]);
    const spans = places.map((n) => spanOf(pieces, store.starts[i] + n, fold(texts.get(i).p[n][1])));
    return { key: [both, named, heading, most, rare, Math.min(...spans), ...rest], result: { i, tier: TIERS.pieces, places } };
  });
  return found.sort((a, b) => byEach(a.key, b.key)).map(({ result }) => result);
}
function byEach(a, b) {
  const n = a.findIndex((value, place) => value !== b[place]);
  return n < 0 ? 0 : a[n] - b[n];
}
function weights(weighed, size) {
  const total = new Uint32Array(size);
  for (const [weight, places] of weighed) for (const place of places) total[place] += weight;
  return total;
}

// How many characters of a part the nearest places of all of its pieces take; 0 of none.
function spanOf(pieces, part, text) {
  const own = pieces.filter((piece) => piece.parts.includes(part)), places = [];
  own.forEach((piece, n) => {
    for (const form of piece.forms) for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) places.push([at, at + form.length, n]);
  });
  places.sort(byEach);
  let best = own.length ? text.length : 0;
  places.forEach(([start], first) => {
    const missing = new Set(own.keys());
    let end = start;
    for (const [, stop, n] of places.slice(first)) {
      missing.delete(n);
      end = Math.max(end, stop);
      if (!missing.size) { best = Math.min(best, end - start); break; }
    }
  });
  return best;
}
