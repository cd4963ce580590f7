// A query as typed to its terms: the twin of generator/search/queries.py.
const TERM = pattern("term"), DAY_SPACE = pattern("daySpace"), SEPARATOR = first("separator");
const EDGE = whole("edge"), YEAR_ALONE = whole("yearAlone"), YEAR_WITHIN = first("yearWithin"), LIKE_YEAR = whole("likeYear");

const joinedDays = (query) => query.replace(DAY_SPACE, "");
// AND, OR and NOT in capitals between terms are operators.
function typedTerms(query) {
  const { and, or, not } = OPERATORS, found = [];
  const terms = Array.from(joinedDays(query).matchAll(TERM), ([, minus, phrase, word]) => (
    { text: phrase || word || "", quoted: Boolean(phrase), excluded: Boolean(minus), others: [] }));
  let operator = "";
  terms.forEach((term, n) => {
    const plain = !term.quoted && !term.excluded && n < terms.length - 1;
    if (plain && (term.text === not || (found.length && [and, or].includes(term.text)))) {
      operator = term.text;
      return;
    }
    if (operator === or && found.length && !found.at(-1).excluded && !term.excluded) found.at(-1).others.push(term.text);
    else found.push(operator === not ? { ...term, excluded: true } : term);
    operator = "";
  });
  return found;
}

// A folded term without the marks at its ends, if two characters or more are left.
function trimmed(term) {
  const all = Array.from(term), kept = (c) => !EDGE.test(c);
  const inner = all.slice(all.findIndex(kept), all.findLastIndex(kept) + 1);
  return inner.length > 1 ? inner.join("") : term;
}

// The parts of a term as typed between marks and around a year: 2020 with its unit, or a notice's.
function divided(text, isYear) {
  const parts = text.split(SEPARATOR).flatMap((part) => {
    const term = inFigures(trimmed(fold(part))), within = term.match(YEAR_WITHIN);
    if (within && (within[2] || isYear(within[1]) || LIKE_YEAR.test(within[1]))) {
      return [within[1], term.slice(0, within.index), term.slice(within.index + within[0].length)];
    }
    return term ? [part] : [];
  });
  return parts.filter((part) => trimmed(fold(part)));
}
// Whether a term is a year, with its unit or without, though no notice's.
function isAbsentYear(term, isYear) {
  const year = inFigures(term).match(YEAR_ALONE)?.[1] ?? term;
  return LIKE_YEAR.test(year) && !isYear(year);
}
// The year that is all of a term and a notice's: 2020 of 2020年 and 二〇二〇年; or nothing.
function yearAlone(term, isYear) {
  const match = inFigures(term).match(YEAR_ALONE);
  return match && isYear(match[1]) ? match[1] : "";
}
