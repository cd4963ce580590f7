// Words that readers use, and names as they are spoken: the twin of generator/search/words.py.
const LATIN = whole("latin"), SPOKEN = whole("spoken");

// Every word that is asked, folded, with what it leads to.
function saidWords(words, aliases) {
  const found = new Map();
  for (const [kind, asked, to] of words) {
    const leads = to.split(WORDS.parted);
    let texts = leads, forms = leads;
    if (kind === WORDS.local) {
      const alias = aliases.get(leads[0]);
      texts = alias ? [alias[3] ?? alias[1][0]] : [];
      forms = alias ? alias[1].slice(0, -1) : [];
    } else if (kind !== WORDS.texts) texts = forms = [];
    const said = { kind, texts, forms: unique(forms.map(fold)), page: kind === WORDS.page ? leads[0] : "" };
    for (const word of asked.split(WORDS.parted)) found.set(fold(word), said);
  }
  return found;
}

// What a folded term in Pinyin says in names: whole syllables, from one to another.
function spokenIn(term, names) {
  const sought = term.replaceAll("v", "u"), found = new Set();
  for (const [name, written] of names) {
    const characters = Array.from(name), read = written.split(" ");
    for (let start = 0; start < read.length - 1; start++) {
      let rest = sought, end = start;
      while (end < read.length && rest && rest.startsWith(read[end])) rest = rest.slice(read[end++].length);
      if (!rest && end - start >= WORDS.fewestSyllables) found.add(fold(characters.slice(start, end).join("")));
    }
  }
  return [...found];
}

// The terms of a query; of those in Latin letters the longest runs that are one word as one.
async function joinedTerms(query, store) {
  const terms = typedTerms(query), found = [];
  for (let place = 0; place < terms.length;) {
    let end = place + 1;
    for (let last = Math.min(terms.length, place + WORDS.mostJoined); last > place + 1; last--) {
      const run = terms.slice(place, last), word = fold(run.map((t) => t.text).join(""));
      if (run.some((t) => t.quoted || t.excluded || t.others.length) || !LATIN.test(word)) continue;
      if (store.asked.has(word) || store.names.has(word) || (await store.spoken(word)).length) { end = last; break; }
    }
    found.push(end > place + 1 ? { ...terms[place], text: terms.slice(place, end).map((t) => t.text).join(" ") } : terms[place]);
    place = end;
  }
  return found;
}
