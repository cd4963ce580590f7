// Other ways to write a term's numbers, years and days: the twin of generator/search/spellings.py.

// The number that a spelled one says, null for one that is too long or large: generator/text/numerals.py.
function readNumber(text) {
  const number = [...text].length <= NUMERALS.longest ? numberOf(text) : Infinity;
  return number <= NUMERALS.largest ? number : null;
}
function numberOf(text) {
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
// The number of a heading's numeral; 0 of 二三, which is none.
const numeral = (text) => (spell(readNumber(text)) === text ? readNumber(text) : 0);

const SPELLED = pattern("spelled"), SCALED = pattern("scaled"), ROMAN = pattern("roman");
const LARGE_UNIT = first("largeUnit"), LONG_FIGURE = first("longFigure");
const YEAR = pattern("year"), SPELLED_DAY = pattern("spelledDay"), DAY = pattern("day"), JOINED_DAY = whole("joinedDay");
const MONTH_DAY = pattern("monthDay"), MONTH = pattern("month"), PLAIN_DAY = whole("plainDay");

function scaled(number, zeros, unit) {
  const [before, after = ""] = number.split(".");
  if (after.length > zeros) return number + unit;
  return (before + after + "0".repeat(zeros - after.length)).replace(/^0+/, "") || "0";
}

function spellings(term) {
  const zeros = Object.fromEntries(SPELLINGS.scales);
  const roman = term.replace(ROMAN, (m) => SPELLINGS.romans[m.length - 1]);
  const plain = term
    .replace(SPELLED, (m) => (LARGE_UNIT.test(m) ? String(readNumber(m) ?? m) : m))
    .replace(SCALED, (_, n, unit) => scaled(n, zeros[unit], unit));
  return [...new Set([term, roman, withoutTens(term), plain, ...short(plain), ...days(term)])];
}

const withoutTens = (term) => NUMERALS.tens.reduce((text, [tens, said]) => text.replaceAll(tens, said), term);

// 1000000 as 100万 and as 一百万.
function short(plain) {
  const match = plain.match(LONG_FIGURE);
  if (!match) return [];
  const before = plain.slice(0, match.index), after = plain.slice(match.index + match[0].length);
  for (const [unit, zeros] of SPELLINGS.scales) {
    const number = Number(match[1]), size = 10 ** zeros, rest = number / size;
    if (number % size) continue;
    const found = [before + rest + unit + after];
    if (rest >= 1 && rest <= SPELLINGS.largestSpelled) found.push(before + spell(rest) + unit + after);
    return found;
  }
  return [];
}

const [YEARS, MONTHS, DAYS] = SPELLINGS.dayUnits;
function days(term) {
  const plain = inFigures(term), match = plain.match(PLAIN_DAY);
  return match ? [plain, inNumerals(match)] : [plain];
}
// A folded term with years, months and days as texts print them.
function inFigures(term) {
  const text = withoutTens(term)
    .replace(YEAR, (m) => String(readNumber(m.replaceAll("o", SPELLINGS.yearDigits[0]))))
    .replace(SPELLED_DAY, dayInFigures)
    .replace(DAY, plainDay);
  return text.replace(JOINED_DAY, plainDay)
    .replace(MONTH_DAY, (_, month, day) => month + MONTHS + day + DAYS)
    .replace(MONTH, "$1");
}
function dayInFigures(said, month, day) {
  const [m, d] = [numeral(month), day ? numeral(day) : 0];
  if (!m || m > SPELLINGS.months || (day && (!d || d > SPELLINGS.days))) return said;
  return m + MONTHS + (d ? d + DAYS : "");
}
function plainDay(said, year, month, day) {
  const [y, m, d] = [year, month, day].map(Number);
  const fits = m >= 1 && m <= SPELLINGS.months && d >= 1 && d <= SPELLINGS.days;
  return fits ? y + YEARS + m + MONTHS + d + DAYS : said;
}
function inNumerals([, year, month, day]) {
  const said = (number, most) => (Number(number) >= 1 && Number(number) <= most ? spell(Number(number)) : number);
  return Array.from(year, (digit) => SPELLINGS.yearDigits[digit]).join("") + YEARS
    + (month ? said(month, SPELLINGS.months) + MONTHS : "") + (day ? said(day, SPELLINGS.days) + DAYS : "");
}
