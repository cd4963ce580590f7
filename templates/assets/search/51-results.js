// The list of results, and what is said of them.
const MOST_SHOWN = 1000, SENTENCES = 3, LENGTH = 90;

const quoted = (words) => `“${words.join("”“")}”`;
const card = (id, kind, ...content) => make("li", { class: "kt-result", "data-id": id, "data-kind": kind }, ...content);

function cardContent(result, record, answer) {
  const kin = record.k === "agency" && ((answer.predecessors.includes(record.i) && "前身") || (answer.successors.includes(record.i) && "后继"));
  const missing = answer.missing?.(result.i) ?? [];
  const meta = [KIND_NAMES[record.k], record.y, record.k === "task" && record.s, STATES[record.z], kin, missing.length && `没有${quoted(missing)}`].filter(Boolean);
  const content = [
    make("h3", {}, make("a", { href: address(record.u) }, marked(record.t, answer.terms))),
    make("p", { class: "kt-meta" }, ...meta.map((m) => make("span", {}, m))),
  ];
  const heading = (n) => record.p[n][0] === "h" || (n === 0 && record.k !== "notice");
  const places = answer.places(result.i).filter((n) => !heading(n)).slice(0, SENTENCES);
  if (places.length) content.push(make("ul", { class: "kt-found" }, ...places.map((n) => {
    const [anchor, text] = record.p[n];
    return make("li", {}, make("a", { href: address(record.u, anchor) }, marked(text, answer.terms, LENGTH)));
  })));
  return content;
}

// Results in order; the tasks of a theme hang together under its name.
function listed(results, made, store) {
  const list = make("ol", { class: "kt-results" });
  for (let n = 0; n < results.length;) {
    const theme = results[n].theme;
    let end = n + 1;
    while (theme && end < results.length && results[end].theme === theme) end++;
    const cards = results.slice(n, end).map(made);
    if (cards.length > 1) {
      const years = new Set(results.slice(n, end).map(({ i }) => store.notice(i))).size;
      const link = make("a", { href: address(`themes/${theme}/`) }, store.themeNames.get(theme) ?? theme);
      const said = years > 1 ? `：${cards.length} 项，${years} 个年份` : `：${cards.length} 项`;
      list.append(make("li", { class: "kt-together" }, make("p", { class: "kt-quiet" }, "同一条任务线 ", link, said), make("ol", { class: "kt-same-line" }, ...cards)));
    } else list.append(...cards);
    n = end;
  }
  return list;
}

// What the page says of an answer of which `shown` results are left.
const summary = (answer, shown) => {
  const query = answer.query.trim(), parts = [];
  if (!query) return "";
  if (answer.excluded.length) return `只写了不要的${quoted(answer.excluded)}，没有写要找的词。请在前面加上要找的词，例如：落户 -积分。`;
  if (!answer.results.length) parts.push(`没有找到“${query}”，也没有相近的。`);
  else if (!answer.nearest) parts.push(shown === answer.results.length ? `找到 ${shown} 条。` : `找到 ${answer.results.length} 条，筛选后 ${shown} 条。`);
  else if (!answer.missing) parts.push(`没有找到${quoted(answer.leftOut)}。下面是字面最接近的 ${answer.results.length} 条。`);
  else parts.push(`没有一处同时含有全部词语。下面 ${answer.results.length} 条各含有其中一部分，含有少见的词的在前。`);
  if ((!answer.nearest || answer.missing) && answer.leftOut.length) parts.push(`各处都没有${quoted(answer.leftOut)}，已略去这个词。`);
  return parts.join("");
};

// The bodies before and after those that were named.
function kinOf(answer, store) {
  const linked = (id, name) => (store.paged.has(id) ? make("a", { href: address(`agencies/${id}/`) }, name) : name);
  return [
    ...answer.predecessors.flatMap((id) => ["前身：", linked(id, store.shortName(id)), "。"]),
    ...answer.successors.flatMap((id) => ["这个单位之后是", linked(id, store.agencyName(id)), "。"]),
  ];
}

// Cards beyond the first are filled with their texts when they come into view.
const fill = (answer, store) => new IntersectionObserver(async (entries, observer) => {
  const items = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
  for (const item of items) observer.unobserve(item);
  const texts = await store.records(items.map((item) => item.result.i)).catch(() => null);
  if (texts) for (const item of items) item.replaceChildren(...cardContent(item.result, texts.get(item.result.i), answer));
}, { rootMargin: "600px" });

// The list of results; those without a text in `texts` get theirs when they come into view.
function listOf(shown, texts, watcher, answer, store) {
  const made = (result) => {
    const record = texts.get(result.i), id = store.id(result.i), kind = store.kind(result.i);
    if (record) return card(id, kind, ...cardContent(result, record, answer));
    const path = `${kind === "task" ? id.replace(/-(\d+)$/, "/$1") : id}/`;
    const empty = card(id, kind, make("h3", {}, make("a", { href: address(path) }, id)));
    empty.result = result;
    watcher.observe(empty);
    return empty;
  };
  const list = [listed(shown.slice(0, MOST_SHOWN), made, store)];
  if (shown.length > MOST_SHOWN) list.push(make("p", { class: "kt-quiet" }, `只列出前 ${MOST_SHOWN} 条，请再加一个词。`));
  return list;
}
