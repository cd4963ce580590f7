// A pasted passage to its sentences and tokens, and two wordings laid beside each other: the twin of
// generator/search/passages.py and alignment.py.
const ENDER = pattern("ender"), ELLIPSIS = first("ellipsis"), LEFT_OUT = pattern("leftOut");

// The tokens of a text with where they stand: no marks, brackets or spaces; 300 is one.
function tokensOf(text) {
  const found = [], silent = Array.from(text.matchAll(LEFT_OUT), (match) => [match.index, match.index + match[0].length]);
  let place = 0;
  for (const character of text) {
    const end = place + character.length;
    if (!silent.some(([from, to]) => from <= place && place < to)) {
      for (const said of fold(character)) {
        const before = found.at(-1);
        if (EDGE.test(said)) continue;
        if (before?.end === place && DIGIT.test(said) && DIGIT.test(before.said[0])) Object.assign(before, { said: before.said + said, end });
        else found.push({ said, start: place, end });
      }
    }
    place = end;
  }
  return found;
}

// The sentences of a passage in order, none without a token; a long one is cut.
function sentencesOf(passage) {
  const found = [], ends = Array.from(passage.matchAll(ENDER), (match) => match.index + match[0].length);
  let start = 0;
  for (const end of [...ends, passage.length]) {
    let text = passage.slice(start, end), tokens = tokensOf(text);
    while (tokens.length > PASSAGES.most) {
      const cut = cutOf(tokens), begins = tokens[cut].start;
      found.push(sentence(text.slice(0, begins), tokens.slice(0, cut)));
      text = text.slice(begins);
      tokens = tokens.slice(cut).map((t) => ({ said: t.said, start: t.start - begins, end: t.end - begins }));
    }
    if (tokens.length) found.push(sentence(text, tokens));
    start = end;
  }
  return found;
}
// A sentence from its first token to its last, with the marks around it but no spaces.
function sentence(text, tokens) {
  const before = text.match(SPACES_BEFORE)?.[0].length ?? 0, kept = text.slice(before, endOfText(text));
  return { text: kept, tokens: tokens.map((t) => ({ said: t.said, start: t.start - before, end: t.end - before })) };
}
const SPACES_BEFORE = new RegExp(`^${PATTERNS.around}`, "u"), SPACES = new RegExp(PATTERNS.around, "u");
// From behind, character by character: a pattern with an end would begin anew at every space.
function endOfText(text) {
  let end = text.length;
  while (end && SPACES.test(text[end - 1])) end--;
  return end;
}
function cutOf(tokens) {
  for (let n = PASSAGES.most; n > Math.floor(PASSAGES.most / 2); n--) if (tokens[n - 1].end < tokens[n].start) return n;
  return PASSAGES.most;
}

const endOf = (block) => block.typed + block.size, textEndOf = (block) => block.text + block.size;

// The blocks that two lists of tokens have in common, in order; neighbours are one.
function aligned(typed, text) {
  const places = new Map(), found = [], gaps = [[0, typed.length, 0, text.length]];
  text.forEach((token, n) => { if (places.has(token)) places.get(token).push(n); else places.set(token, [n]); });
  while (gaps.length) {
    const [a, b, c, d] = gaps.pop(), block = longestRun(typed, places, a, b, c, d);
    const narrow = b - a <= PASSAGES.narrow && d - c <= PASSAGES.narrow;
    if (block.size < (narrow ? 1 : PASSAGES.shortestRun)) continue;
    found.push(block);
    gaps.push([a, block.typed, c, block.text], [endOf(block), b, textEndOf(block), d]);
  }
  const joined = [];
  for (const block of found.sort((x, y) => x.typed - y.typed)) {
    const last = joined.at(-1);
    if (last && endOf(last) === block.typed && textEndOf(last) === block.text) last.size += block.size;
    else joined.push(block);
  }
  return joined;
}
// The longest run in common within a gap: of equals the first as typed, then in the text.
function longestRun(typed, places, a, b, c, d) {
  let best = { typed: a, text: c, size: 0 }, lengths = new Map();
  for (let i = a; i < b; i++) {
    const here = new Map();
    for (const j of places.get(typed[i]) ?? []) {
      if (j < c || j >= d) continue;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      here.set(j, size);
      if (size > best.size) best = { typed: i - size + 1, text: j - size + 1, size };
    }
    lengths = here;
  }
  return best;
}

// The blocks in a row that are worth most: what is typed beside them costs, what is left out a little.
function bestSegment(blocks) {
  let best = null, current = null;
  for (const block of blocks) {
    const last = current?.blocks.at(-1), gap = last ? block.text - textEndOf(last) : 0;
    const worth = last ? current.score - (block.typed - endOf(last)) - Math.floor(Math.min(gap, PASSAGES.leftOut) / PASSAGES.weight) : -1;
    if (worth > 0) current = { blocks: [...current.blocks, block], score: worth + block.size, leftOut: current.leftOut + gap };
    else current = { blocks: [block], score: block.size, leftOut: 0 };
    if (!best || current.score > best.score) best = current;
  }
  return best;
}
const startOf = (segment) => segment.blocks[0].typed, stopOf = (segment) => endOf(segment.blocks.at(-1));
const textStartOf = (segment) => segment.blocks[0].text, textStopOf = (segment) => textEndOf(segment.blocks.at(-1));
const sizeOf = (segment) => segment.blocks.reduce((sum, block) => sum + block.size, 0);
