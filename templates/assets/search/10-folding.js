// The one form in which texts and queries meet: the twin of generator/search/folding.py, which
// has the tables and patterns (they are written before this part).
const DROPPED = new Set(FOLDING.dropped);
const SAME = new Map(Object.entries(FOLDING.same));
const traditional = new Map();

const pattern = (name) => new RegExp(PATTERNS[name], "gu");
const whole = (name) => new RegExp(`^(?:${PATTERNS[name]})$`, "u");

const foldCharacter = (c) => {
  if (DROPPED.has(c)) return "";
  const code = c.codePointAt(0);
  const [first, last, distance] = FOLDING.wide;
  if (code >= first && code <= last) c = String.fromCodePoint(code - distance);
  c = SAME.get(c) ?? c;
  return (traditional.get(c) ?? c).toLowerCase();
};
const fold = (text) => Array.from(text.normalize("NFC"), foldCharacter).join("");

// The number that a spelled one says: generator/text/numerals.py.
function readNumber(text) {
  const { values, sizes, large } = NUMERALS;
  if ([...text].every((c) => c in values)) return Number([...text].map((c) => values[c]).join(""));
  let total = 0, part = 0, digit = 0;
  for (const c of text) {
    if (c in values) digit = values[c];
    else if (c in sizes) { part += (digit || 1) * sizes[c]; digit = 0; }
    else { total = (total + part + digit) * large[c]; part = digit = 0; }
  }
  return total + part + digit;
}

function spell(number) {
  const { digits, units } = NUMERALS;
  let text = "", rest = number, gap = false;
  for (const [size, unit] of units) {
    const digit = Math.floor(rest / size);
    rest %= size;
    if (digit) { text += (gap ? digits[0] : "") + digits[digit] + unit; gap = false; }
    else if (text) gap = true;
  }
  if (rest) text += (gap ? digits[0] : "") + digits[rest];
  return text.startsWith("一十") ? text.slice(1) : text;
}

const SPELLED = pattern("spelled"), SCALED = pattern("scaled"), ROMAN = pattern("roman");
const LARGE_UNIT = new RegExp(PATTERNS.largeUnit, "u"), LONG_FIGURE = new RegExp(PATTERNS.longFigure, "u");

function scaled(number, zeros, unit) {
  const [before, after = ""] = number.split(".");
  if (after.length > zeros) return number + unit;
  return (before + after + "0".repeat(zeros - after.length)).replace(/^0+/, "") || "0";
}

function spellings(folded) {
  const zeros = Object.fromEntries(FOLDING.scales);
  const roman = folded.replace(ROMAN, (m) => FOLDING.romans[m.length - 1]);
  const plain = folded
    .replace(SPELLED, (m) => (LARGE_UNIT.test(m) ? String(readNumber(m)) : m))
    .replace(SCALED, (_, n, unit) => scaled(n, zeros[unit], unit));
  return [...new Set([folded, roman, plain, ...short(plain)])];
}

// 1000000 as 100万 and as 一百万.
function short(plain) {
  const match = plain.match(LONG_FIGURE);
  if (!match) return [];
  const before = plain.slice(0, match.index), after = plain.slice(match.index + match[0].length);
  for (const [unit, zeros] of FOLDING.scales) {
    const number = Number(match[1]), size = 10 ** zeros, rest = number / size;
    if (number % size) continue;
    const found = [before + rest + unit + after];
    if (rest >= 1 && rest <= FOLDING.largestSpelled) found.push(before + spell(rest) + unit + after);
    return found;
  }
  return [];
}

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
