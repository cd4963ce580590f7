// The tasks of a choice: of each notice those in its chosen sections that a chosen body and a chosen theme have.
// Tasks of one sheet: some hundred pages.
const MOST = 400;

const SHOWS = new Set(form?.dataset.deadlines.split(" "));
const unique = (list) => [...new Set(list)];

// The chosen notices, all where none is, each with its chosen sections; a section brings its notice.
function noticesAsked() {
  const sections = new Map();
  for (const { value } of chosenOf("section")) {
    const [notice, number] = value.split(".");
    sections.set(notice, [...(sections.get(notice) ?? []), Number(number)]);
  }
  const named = new Set([...chosenOf("notice").map((box) => box.value), ...sections.keys()]);
  return boxes("notice").filter((box) => !named.size || named.has(box.value)).map((box) => ({ id: box.value, box, sections: sections.get(box.value) }));
}
// Its tasks in order: `id` where they have a page, `known` where no text is held.
function tasksOf(notice) {
  const sectionOf = new Map(notice.sections.flatMap(({ number, tasks }) => tasks.map((id) => [id, number])));
  if (!notice.known_tasks) return notice.tasks.map((id) => ({ id, key: id, section: sectionOf.get(id) }));
  const headed = notice.known_tasks.filter(({ heading }) => heading !== null);
  return headed.map((known) => ({ id: known.id, key: known.id ?? `${notice.id}:${known.heading}`, section: known.section, known }));
}
// What a chosen body is named in: by the task, and where that has no number by the body's names.
function namedBy(bodies) {
  const ids = new Set(bodies.flatMap(({ tasks }) => tasks.map(({ id }) => id)));
  const names = new Set(bodies.flatMap(({ name, printed, press }) => [name, ...printed, ...press]));
  return ({ id, known }) => (id ? ids.has(id) : (known.agencies ?? []).some((name) => names.has(name)));
}
async function asked(told) {
  const notices = noticesAsked(), data = await allOf("notices", notices.map(({ id }) => id));
  const bodies = await allOf("agencies", chosenOf("agency").map((box) => box.value)), themes = chosenOf("theme").map((box) => box.value);
  const lines = themes.length ? (await dataOf("themes")).themes.filter(({ id }) => themes.includes(id)) : [];
  const inTheme = new Set(lines.flatMap(({ tasks }) => tasks)), isNamed = namedBy(bodies);
  const near = notices.flatMap(({ box, sections }, n) => tasksOf(data[n])
    .filter(({ section, key }) => (!sections || sections.includes(section)) && (!themes.length || inTheme.has(key)))
    .map((task) => ({ ...task, notice: data[n], box })));
  const wanted = near.filter((task) => !bodies.length || isNamed(task));
  // Of whom nobody knows who is responsible, nobody can say that it is not the chosen body.
  const unsure = bodies.length ? near.filter(({ known }) => known && known.agencies === null).length : 0;
  const tasks = wanted.length > MOST ? [] : wanted, paged = tasks.filter(({ id }) => id);
  const texts = await allOf("tasks", paged.map(({ id }) => id), (done) => told(done, paged.length));
  const found = new Map(texts.map((task) => [task.id, task]));
  return { count: wanted.length, unsure, rows: tasks.map((task) => rowOf(task, found.get(task.id))) };
}

// The outer brackets of a clause are the print's, not the column's.
const bare = (printed) => printed.replace(/^\uff08([^\uff08\uff09]+)\uff09$/, "$1");
const joined = (names) => names.join(LIST);
const untold = (names, open) => joined(names) + (open ? keytasksWords.worksheet.and_others : "");

// A task with a page: as its data say; one without: as its notice's.
function rowOf({ key, notice, box, known }, task) {
  const common = { key, notice: notice.label, state: notice.state };
  if (!task) {
    return { ...common, heading: known.heading, texts: null, cite: box.dataset.cite, url: keytasksAddress.notice(notice.id),
      units: known.agencies && [untold(known.agencies, known.open)], deadlines: null, sure: known.state, sureUnits: known.agencies_state };
  }
  const { label, heading, paragraphs, clauses, agencies, others, open, deadline, figures } = task;
  const days = (figures ?? []).filter(({ kind, text }) => kind === "year" && SHOWS.has(text.slice(-1))).map(({ text }) => text);
  const before = (agencies ?? []).filter(({ implied }) => implied).map(({ printed }) => printed);
  const said = [...(clauses ?? []).map(({ printed }) => bare(printed)), ...(before.length ? [keytasksWords.worksheet.implied({ names: joined(before) })] : [])];
  return { ...common, heading: (label ?? "") + heading, cite: task.citation.gongwen, url: task.url,
    texts: paragraphs?.map(({ sentences }) => sentences.map(({ text }) => text).join("")).filter(Boolean) ?? null,
    units: clauses ? said : agencies && [untold([...agencies.map(({ printed }) => printed), ...(others ?? [])], open)],
    deadlines: paragraphs && unique([...(deadline ? [deadline] : []), ...days]), sure: task.heading_state, sureUnits: task.agencies_state };
}
