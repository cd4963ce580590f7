// What results can be narrowed by (`s` is the store); of a large site the last three are loaded when a reader asks.
const FACETS = [
  ["kind", (s, i) => [s.kind(i)], (s, v) => named(KIND_NAMES, v)],
  ["series", (s, i) => [s.series?.[s.notice(i)]]],
  ["year", (s, i) => [s.notice(i)], (s, v) => s.called(v)],
  ["state", (s, i) => [s.state(i)], (s, v) => named(STATE_MARKS, v), (s, v) => named(STATES, v)],
  ["theme", (s, i) => [s.theme(i)], (s, v) => s.themeNames.get(v)],
  ["agency", (s, i, more) => more(i).agencies, (s, v) => s.shortName(v), (s, v) => s.agencyName(v)],
  ["first", (s, i, more) => [more(i).first], (s, v) => s.shortName(v), (s, v) => s.agencyName(v)],
  ["section", (s, i, more) => [more(i).section]],
].map(([key, values, name, whole], n) => ({ key, values, name, whole, later: n > 4 }));

// One facet: a choice of values, each with how many results it leaves.
const choice = ({ key, name, whole }, counts, chosen, store) => {
  if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
  const list = [...counts].sort((a, b) => (key === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
  const select = make("select", { name: key, id: `kt-facet-${key}` }, make("option", { value: "" }, keytasksWords.search.any));
  for (const [value, n] of list) {
    const text = keytasksWords.search.counted({ name: name?.(store, value) ?? value, count: n });
    const option = make("option", { value, title: whole?.(store, value) }, text);
    option.selected = chosen === value;
    select.append(option);
  }
  return make("label", {}, span(keytasksWords.facets[key]), select);
};

// The results that fit what is chosen in the address, and the choices with their counts. `all`: those too
// that a large site loads when a reader asks.
const narrow = async (answer, parameters, all, store) => {
  const chosen = new Map(FACETS.map(({ key }) => [key, parameters.get(key)]).filter(([, value]) => value));
  const later = all || store.complete || FACETS.some((facet) => facet.later && chosen.has(facet.key));
  const known = later ? await store.narrowing(answer.results.map(({ i }) => i)) : null;
  const used = FACETS.filter((facet) => later || !facet.later);
  const values = (facet, i) => facet.values(store, i, known).filter(Boolean);
  const limits = used.filter(({ key }) => chosen.has(key));
  const fits = (i, except) => limits.every((facet) => facet === except || values(facet, i).includes(chosen.get(facet.key)));
  const choices = [];
  for (const facet of used) {
    const counts = new Map();
    for (const { i } of answer.results) if (fits(i, facet)) for (const value of values(facet, i)) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > 1 || chosen.has(facet.key)) choices.push(choice(facet, counts, chosen.get(facet.key), store));
  }
  return { shown: answer.results.filter(({ i }) => fits(i)), choices, all: later };
};
