// A query as typed to its terms: the twin of generator/search/queries.py.
const TERM = pattern("term"), DAY_SPACE = pattern("daySpace"), SEPARATOR = first("separator");
const EDGE_BEFORE = new RegExp(`^(?:${PATTERNS.edge})`, "u"), EDGE_AFTER = new RegExp(`(?:${PATTERNS.edge})$`, "u");
const YEAR_ALONE = whole("yearAlone"), YEAR_WITHIN = whole("yearWithin");

const joinedDays = (query) => query.replace(DAY_SPACE, "");
const typedTerms = (query) => Array.from(joinedDays(query).matchAll(TERM), ([, minus, phrase, word]) => (
  { text: phrase || word || "", quoted: Boolean(phrase), excluded: Boolean(minus) }));

// A folded term without the marks at its ends, if two characters or more are left.
function trimmed(term) {
  const inner = term.replace(EDGE_BEFORE, "").replace(EDGE_AFTER, "");
  return Array.from(inner).length > 1 ? inner : term;
}

// The parts of a term as typed between marks and around a year: 2020 with its unit, or a notice's.
function divided(text, isYear) {
  const parts = text.split(SEPARATOR).flatMap((part) => {
    const term = inFigures(trimmed(fold(part))), within = term.match(YEAR_WITHIN);
    if (within && (within[3] || isYear(within[2]))) return [within[2], within[1], within[4]];
    return term ? [part] : [];
  });
  return parts.filter((part) => trimmed(fold(part)));
}
// The year that is all of a term and a notice's: 2020 of 2020年 and 二〇二〇年; or nothing.
function yearAlone(term, isYear) {
  const match = inFigures(term).match(YEAR_ALONE);
  return match && isYear(match[1]) ? match[1] : "";
}
