// Quotations beside the texts that are held: what stands there, what differs, where. search.js finds them.
const { make, address, markOf } = window.keytasksSearch ?? {};
const WORDS_OF = keytasksWords.quotation, VERDICT_NAMES = keytasksWords.quotation_verdicts;
const PASSAGE = "passage"; // the parameter of a link to the page that checks one
const LONG = 16; // characters; more that was left out is shown as an ellipsis, and stands behind the link

const hidden = (words) => make("i", {}, words);
// One stretch: what was typed struck out, what is printed underlined, both said to who does not see it.
function runShown([op, typed, text]) {
  const gone = typed && op !== "=" && op !== "." ? [make("del", {}, hidden(WORDS_OF.typed_only), typed)] : [];
  if (op === "=") return [text];
  if (op === ".") return [make("span", { title: text }, WORDS_OF.ellipsis)];
  const shown = Array.from(text).length > LONG ? WORDS_OF.ellipsis : text;
  return text ? [...gone, make("ins", { title: shown === text ? null : text }, hidden(WORDS_OF.printed_only), shown)] : gone;
}
// Whether more than marks follows.
const MORE = /[\u3007\u3400-\u9fffA-Za-z0-9]/;
function placeShown({ record, anchor, text, start, end, runs }) {
  const cut = (there) => (there ? [WORDS_OF.ellipsis] : []);
  return [
    make("p", { class: "kt-quote" }, ...cut(start > 0), ...runs.flatMap(runShown), ...cut(MORE.test(text.slice(end)))),
    make("p", { class: "kt-meta" }, make("a", { href: address(record.u, anchor) }, record.y ? WORDS_OF.place({ year: record.y, title: record.t }) : record.t), ...markOf(record.z)),
  ];
}
// A sentence with its verdict, its places, what other notices say instead, and what stands nowhere.
function quotationShown({ text, verdict, places, elsewhere, rest }, whole) {
  const said = make("p", { class: "kt-verdict", "data-verdict": verdict }, make("b", {}, VERDICT_NAMES[verdict]));
  const others = elsewhere.flatMap((place) => [make("p", { class: "kt-quiet" }, WORDS_OF.elsewhere({ year: place.record.y })), ...placeShown(place)]);
  return make("li", { "data-verdict": verdict },
    ...(whole ? [make("p", { class: "kt-pasted" }, text)] : []), said, ...places.flatMap(placeShown),
    ...(rest.length && places.length ? [make("p", { class: "kt-quiet" }, WORDS_OF.rest({ words: rest.map((word) => keytasksWords.search.quoted({ word })).join("") }))] : []),
    ...(others.length ? [make("div", { class: "kt-elsewhere" }, ...others)] : []));
}
const quotationsShown = (found, whole) => make("ol", { class: "kt-quotations" }, ...found.map((one) => quotationShown(one, whole)));
// What the marks mean, with the marks themselves; nothing where every sentence is the same.
const KEYS = [["del", "typed_key"], ["ins", "printed_key"], ["span", "left_out_key"]];
function keyOf(found) {
  const places = found.flatMap(({ places: here, elsewhere }) => [...here, ...elsewhere]), runs = places.flatMap((place) => place.runs);
  if (!runs.some(([op]) => op !== "=")) return [];
  const keys = KEYS.map(([tag, key]) => make("span", {}, make(tag, {}, tag === "span" ? WORDS_OF.ellipsis : WORDS_OF.key_sample), " ", WORDS_OF[key]));
  return [make("p", { class: "kt-quiet kt-key" }, ...keys)];
}
// What a query quotes, on the search page; the link takes the passage along in its fragment, which is not sent.
window.keytasksQuotations = ({ query, quoted }) => {
  const check = address(keytasksAddress.check, `${PASSAGE}=${encodeURIComponent(query.trim())}`);
  return make("section", { class: "kt-quoted" }, make("h2", {}, WORDS_OF.title), ...keyOf(quoted),
    quotationsShown(quoted, quoted.length > 1), make("p", { class: "kt-quiet" }, make("a", { href: check }, WORDS_OF.check_whole)));
};
