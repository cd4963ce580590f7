// Terms of the texts that one with a wrong character was meant to be: the twin of
// generator/search/lookalikes.py.
const CHINESE = whole("chinese");
let sounds = null;
async function soundOf(character) {
  if (!sounds) {
    const table = Object.entries(await shard("sounds", records));
    sounds = new Map(table.flatMap(([syllable, characters]) => Array.from(characters, (c) => [c, syllable])));
  }
  return sounds.get(character) ?? "";
}

async function lookalikes(term, store) {
  const size = Array.from(term).length, { shortest, longest } = LOOKALIKES;
  if (store.asked.has(term) || store.names.has(term) || !CHINESE.test(term) || size < shortest || size > longest) return [];
  const same = await Promise.all((await heard(term, size, store)).map(async (text) => [text, (await store.partsWith(text)).length]));
  const sounding = common(new Map(same), term), seen = new Map();
  if (sounding.length) return sounding;
  for (let n = 1; n < size - 1; n++) for (const text of await withAnother(term, n, store)) seen.set(text, (seen.get(text) ?? 0) + 1);
  return common(seen, term);
}
// Those that stand in at least half as many places as the commonest: others are torn from words.
function common(found, term) {
  const others = [...found].filter(([text, n]) => n && text !== term).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return others.filter(([, n]) => 2 * n >= others[0][1]).map(([text]) => text).slice(0, LOOKALIKES.most);
}
// Names, or parts of names, that are as long and sound the same.
async function heard(term, size, store) {
  const read = await Promise.all(Array.from(term, soundOf));
  return read.every(Boolean) ? (await store.spoken(read.join(""))).filter((text) => Array.from(text).length === size) : [];
}
// What stands in the texts like the term with another character at a place, each time.
async function withAnother(term, place, store) {
  const all = Array.from(term), before = all.slice(0, place).join(""), after = all.slice(place + 1).join(""), found = [];
  if (all.length < LOOKALIKES.shortestInside) return found;
  const has = new Set(await store.partsWith(before)), parts = Array.from(await store.partsWith(after)).filter((part) => has.has(part));
  for (const { text } of await printedParts(parts.slice(0, LOOKALIKES.looked), store)) {
    const printed = fold(text);
    for (let at = printed.indexOf(before); at >= 0; at = printed.indexOf(before, at + 1)) {
      const other = printed.slice(at, at + term.length);
      if (other.endsWith(after) && CHINESE.test(other) && other !== term) found.push(other);
    }
  }
  return found;
}
// Of each of the terms that stand nowhere, what it may have been meant to be.
async function meantBy(terms, store) {
  const found = await Promise.all(terms.map(async ({ typed, said }) => ({ typed, texts: await lookalikes(said, store) })));
  return found.filter(({ texts }) => texts.length);
}
