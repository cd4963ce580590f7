// Where terms stand in a text as printed: marked in results, and on the page that a result leads to.
// Where a folded term stands in a text as printed: [start, end] pairs in order, overlapping ones as one.
function spans(text, terms) {
  let folded = "";
  const places = [];
  let at = 0;
  for (const c of text.normalize("NFC")) {
    const f = foldCharacter(c);
    for (let n = 0; n < f.length; n++) places.push(at);
    folded += f;
    at += c.length;
  }
  places.push(at);
  const found = [];
  for (const [form, inside] of terms.flatMap((t) => t.forms.map((f) => [f, t.inside]))) {
    if (!form) continue;
    for (let n = placeOf(form, folded, inside); n >= 0; n = placeOf(form, folded, inside, n + form.length)) {
      const start = places[n], last = places[n + form.length - 1];
      found.push([start, last + String.fromCodePoint(text.codePointAt(last)).length]);
    }
  }
  const merged = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && start < before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

// The terms for the page that a result leads to, where they are marked (templates/assets/site.js): of
// each every character in all its spellings, and whether it may stand inside a figure.
// Every character of a page that is folded to one, but for what is folded to more.
const unfolded = () => {
  const found = new Map(), ranges = [...FOLDING.latin, FOLDING.wide.slice(0, 2)];
  const range = ([from, to]) => Array.from({ length: to - from + 1 }, (_, n) => String.fromCodePoint(from + n));
  for (const c of new Set([...SAME.keys(), ...traditional.keys(), ...ranges.flatMap(range)])) {
    const to = foldCharacter(c);
    found.set(to, (found.get(to) ?? "") + c);
  }
  return found;
};
const spelled = (terms) => {
  const others = unfolded(), all = (c) => c + (others.get(c) ?? "");
  return JSON.stringify(terms.flatMap((t) => t.forms.map((form) => ({ spellings: Array.from(form, all), inside: t.inside }))));
};
function remember(found) {
  try { sessionStorage.setItem("kt-terms", found); } catch { /* private window */ }
}
