// The one form in which texts and queries meet: the twin of generator/search/folding.py, which
// has the tables and patterns (they are written before this part).
const pattern = (name) => new RegExp(PATTERNS[name], "gu");
const first = (name) => new RegExp(PATTERNS[name], "u");
const whole = (name) => new RegExp(`^(?:${PATTERNS[name]})$`, "u");

const DROPPED = first("dropped");
const SAME = new Map(Object.entries(FOLDING.same));
const traditional = new Map();
const folded = new Map();

// Once the texts are loaded: which characters stand for others in them.
function foldAlso(pairs) {
  const table = Array.from(pairs);
  for (let n = 0; n < table.length; n += 2) traditional.set(table[n], table[n + 1]);
  folded.clear();
}
function foldedCharacter(c) {
  if (DROPPED.test(c)) return "";
  const code = c.codePointAt(0), [start, end, distance] = FOLDING.wide;
  if (code >= start && code <= end) c = String.fromCodePoint(code - distance);
  c = SAME.get(c) ?? c;
  c = (traditional.get(c) ?? c).toLowerCase();
  if (!FOLDING.latin.some(([from, to]) => code >= from && code <= to)) return c;
  const plain = Array.from(c.normalize("NFD")).filter((one) => !DROPPED.test(one));
  return plain.map((one) => FOLDING.letters[one] ?? one).join("");
}
function foldCharacter(c) {
  let found = folded.get(c);
  if (found === undefined) {
    found = foldedCharacter(c);
    folded.set(c, found);
  }
  return found;
}
const fold = (text) => Array.from(text.normalize("NFC"), foldCharacter).join("");

// Whether what stands there cuts no figure: 300万 does in 1300万, and 5亿 in 1.5亿.
const DIGIT = /^[0-9]$/;
function isWhole(text, start, end) {
  const digit = (n) => DIGIT.test(text[n] ?? "");
  const before = digit(start) && (digit(start - 1) || (text[start - 1] === "." && digit(start - 2)));
  const after = digit(end - 1) && (digit(end) || (text[end] === "." && digit(end + 1)));
  return !before && !after;
}
// Where a form stands in a text from a place on, its figures whole or inside longer ones; or -1.
function placeOf(form, text, inside, from = 0) {
  let at = text.indexOf(form, from);
  while (at >= 0 && !inside && !isWhole(text, at, at + form.length)) at = text.indexOf(form, at + 1);
  return at;
}
