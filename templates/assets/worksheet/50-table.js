// The sheet: a table whose heads and foot stand on every page of paper.
const HEADS = keytasksWords.worksheet_heads;
// Citations have the address at which the site is at home, where it has one; links stay on this site.
const home = (() => {
  const own = document.querySelector("link[rel=canonical]")?.href;
  return own ? new URL("../", own) : fromDisk ? null : root;
})();
// From disk, without that address, a page is named by its place on the site.
const cited = (url) => (home ? new URL(url, home).href : `/${url}`);

const marked = (sign, mark) => (sign ? [" ", mark(sign)] : []);
const stateMark = (state) => marked(named(keytasksWords.text_state_marks, state), (sign) => make("span", { class: "kt-mark", "data-state": state }, sign));
const factMark = (state) => marked(named(keytasksWords.fact_marks, state), (sign) => make("span", { class: "kt-fact", "data-mark": sign }, make("span", {}, keytasksWords.fact_states[state])));

const unitsSaid = ({ units }) => (units === null ? [UNKNOWN] : units.length ? units : [keytasksWords.worksheet.no_units]);
const deadlinesSaid = ({ deadlines }) => (deadlines === null ? UNKNOWN : joined(deadlines) || keytasksWords.worksheet.no_deadline);

// A field that grows with what is written; on paper its text alone is left.
function field(row, column) {
  const head = HEADS[COLUMNS[column]], text = entryOf(row.key, column);
  const area = make("textarea", { rows: 1, maxlength: LONGEST, spellcheck: "false", "data-key": row.key, "data-column": column,
    "aria-label": keytasksWords.worksheet.field({ head, task: row.heading }) });
  area.value = text;
  return make("div", { class: "kt-grow", "data-text": text }, area);
}
function sheetRow(row, whole) {
  const cell = (name, ...content) => make("td", { "data-head": HEADS[name] }, ...content);
  const held = row.texts !== null, body = held ? (whole ? row.texts.map((text) => make("p", { class: "kt-sheet-text" }, text)) : []) : [make("p", { class: "kt-quiet" }, UNHELD)];
  return make("tr", {},
    make("th", { scope: "row", "data-head": HEADS.task }, make("a", { href: new URL(row.url, root) }, row.heading), ...factMark(row.sure), ...body),
    cell("basis", row.cite, ...stateMark(row.state), make("small", { class: "kt-sheet-at" }, cited(row.url))),
    cell("units", ...unitsSaid(row).map((said) => make("p", {}, said, ...factMark(row.sureUnits)))),
    cell("deadline", deadlinesSaid(row)),
    ...COLUMNS.map((name, column) => cell(name, field(row, column))));
}
function sheet(rows, { title, whole, at }) {
  const names = Object.entries(HEADS).filter(([name]) => name !== "state");
  const head = make("tr", {}, ...names.map(([name, said]) => make("th", { scope: "col", class: `kt-sheet-${name}` }, said)));
  const foot = make("tr", {}, make("td", { colspan: names.length }, keytasksWords.worksheet.foot({ title, at })));
  return make("table", { class: "kt-table kt-sheet" }, make("caption", {}, title), make("thead", {}, head), make("tbody", {}, ...rows.map((row) => sheetRow(row, whole))), make("tfoot", { "aria-hidden": "true" }, foot));
}
// The legend has the marks of this sheet.
function tellMarks(legend, rows) {
  const states = new Set(rows.map(({ state }) => state)), facts = new Set(rows.flatMap(({ sure, sureUnits }) => [sure, sureUnits]));
  for (const entry of legend.querySelectorAll("[data-state]")) entry.hidden = !states.has(entry.dataset.state);
  for (const entry of legend.querySelectorAll("[data-fact]")) entry.hidden = !facts.has(entry.dataset.fact);
}
