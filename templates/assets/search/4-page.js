// What a reader sees of the search: the page of results, and the box in the header.
const KIND_NAMES = { task: "任务", notice: "通知", theme: "主题", agency: "单位" };
const STATES = { official: "官方文本", supplied: "未核对文本（尚未与官网逐字核对）", reprint: "转载文本", "facts-only": "仅有事实，未收全文" };
const MOST_SHOWN = 1000, SENTENCES = 3, LENGTH = 90, SUGGESTIONS = 7;

// Where a folded term stands in a text as printed: [start, end] pairs in order, overlapping ones as one.
function spans(text, terms) {
  let folded = "";
  const places = [];
  let at = 0;
  for (const c of text.normalize("NFC")) {
    const f = foldCharacter(c);
    for (let n = 0; n < f.length; n++) places.push(at);
    folded += f;
    at += c.length;
  }
  places.push(at);
  const found = [];
  for (const [form, inside] of terms.flatMap((t) => t.forms.map((f) => [f, t.inside]))) {
    if (!form) continue;
    for (let n = placeOf(form, folded, inside); n >= 0; n = placeOf(form, folded, inside, n + form.length)) {
      const start = places[n], last = places[n + form.length - 1];
      found.push([start, last + String.fromCodePoint(text.codePointAt(last)).length]);
    }
  }
  const merged = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && start < before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const index = location.protocol === "file:" ? "index.html" : "";
const address = (path, anchor = "") => root.href + path + (!path || path.endsWith("/") ? index : "") + (anchor && `#${anchor}`);
function marked(text, terms, limit = 0) {
  const out = document.createDocumentFragment(), found = spans(text, terms);
  let from = 0, to = text.length;
  if (limit && text.length > limit && found.length) {
    from = Math.max(0, found[0][0] - Math.floor(limit / 3));
    to = Math.min(text.length, from + limit);
  } else if (limit) to = Math.min(text.length, limit);
  if (from) out.append("…");
  let at = from;
  for (const [a, b] of found) {
    if (a < at || b > to) continue;
    out.append(text.slice(at, a), make("mark", {}, text.slice(a, b)));
    at = b;
  }
  out.append(text.slice(at, to));
  if (to < text.length) out.append("…");
  return out;
}
// The terms for the page that a result leads to, where they are marked: as patterns, figures whole,
// each character in all its spellings, with whatever is dropped between them.
const inClass = (characters) => `[${Array.from(characters, (c) => c.replace(/[\]\\^-]/, "\\$&")).join("")}]`;
const BETWEEN = inClass(DROPPED) + "*";
const spelled = (c) => {
  const [first, last, distance] = FOLDING.wide, wide = c.codePointAt(0) + distance;
  const same = [...SAME.keys()].filter((other) => SAME.get(other) === c);
  return inClass([c, ...same, ...(wide >= first && wide <= last ? [String.fromCodePoint(wide)] : [])]);
};
const patterns = (terms) => JSON.stringify(terms.flatMap((t) => t.forms.map((form) => {
  const border = (c, said) => (!t.inside && DIGIT.test(c) ? said : "");
  return border(form[0], "(?<![0-9])(?<![0-9]\\.)") + Array.from(form, spelled).join(BETWEEN) + border(form.at(-1), "(?!\\.?[0-9])");
})));
function remember(found) {
  try { sessionStorage.setItem("kt-terms", found); } catch { /* private window */ }
}

// What results can be narrowed by; of a large site the last three are loaded when a reader asks.
const FACETS = [
  ["kind", "类别", (store, i) => [store.kind(i)], (store, v) => KIND_NAMES[v]],
  ["year", "年份", (store, i) => [store.notice(i)], (store, v) => v],
  ["state", "文本状态", (store, i) => [store.state(i)], (store, v) => STATES[v]],
  ["theme", "主题", (store, i) => [store.theme(i)], (store, v) => store.themeNames.get(v) ?? v],
  ["agency", "责任单位", (store, i, more) => more(i).agencies, (store, v) => store.shortName(v), (store, v) => store.agencyName(v)],
  ["first", "列首位的单位", (store, i, more) => [more(i).first], (store, v) => store.shortName(v), (store, v) => store.agencyName(v)],
  ["section", "部分", (store, i, more) => [more(i).section], (store, v) => v],
].map(([key, label, values, name, whole], n) => ({ key, label, values, name, whole, later: n > 3 }));

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

function page() {
  const results = document.getElementById("results");
  if (!results) return;
  const form = document.getElementById("kt-search-form"), input = form.querySelector("input");
  const status = document.getElementById("kt-search-status"), facets = document.getElementById("kt-search-facets");
  const more = document.getElementById("kt-search-more"), panel = document.getElementById("kt-search-narrow");
  panel.open = matchMedia("(min-width: 45em)").matches || FACETS.some(({ key }) => new URLSearchParams(location.search).has(key));
  document.getElementById("kt-search-off")?.remove();
  form.hidden = false;
  let turn = 0, narrowed = false, watcher = null, terms = [];
  const read = () => new URLSearchParams(location.search), whereWeAre = () => location.pathname + location.search;
  let settled = whereWeAre();

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

  // One facet: a choice of values, each with how many results it leaves.
  const choice = ({ key, label, name, whole }, counts, chosen, store) => {
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
    const list = [...counts].sort((a, b) => (key === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
    const select = make("select", { name: key, id: `kt-facet-${key}` }, make("option", { value: "" }, "全部"));
    for (const [value, n] of list) {
      const option = make("option", { value, title: whole?.(store, value) }, `${name(store, value) ?? value}（${n}）`);
      option.selected = chosen === value;
      select.append(option);
    }
    return make("label", { for: select.id }, make("span", {}, label), select);
  };

  const narrow = async (answer, parameters, store) => {
    const chosen = new Map(FACETS.map(({ key }) => [key, parameters.get(key)]).filter(([, value]) => value));
    const later = narrowed || store.complete || FACETS.some((facet) => facet.later && chosen.has(facet.key));
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

  // Cards beyond the first are filled with their texts when they come into view.
  const fill = (answer, store) => new IntersectionObserver(async (entries, observer) => {
    const items = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    for (const item of items) observer.unobserve(item);
    const texts = await store.records(items.map((item) => item.result.i)).catch(() => null);
    if (texts) for (const item of items) item.replaceChildren(...cardContent(item.result, texts.get(item.result.i), answer));
  }, { rootMargin: "600px" });

  const render = async (store, own) => {
    const parameters = read(), query = parameters.get("q") ?? "";
    if (document.activeElement !== input) input.value = query;
    const answer = await search(query, store);
    const { shown, choices, all } = await narrow(answer, parameters, store);
    const listable = shown.slice(0, MOST_SHOWN).map(({ i }) => i);
    // Themes and agencies are at hand at any size.
    const texts = await store.records(listable.filter((i, n) => n < store.first || ["theme", "agency"].includes(store.kind(i))));
    if (own !== turn) return; // the reader has typed on
    watcher?.disconnect();
    watcher = fill(answer, store);
    facets.replaceChildren(...choices);
    more.hidden = all;
    panel.hidden = !choices.length && (all || !shown.length);
    status.replaceChildren(summary(answer, shown.length));
    const kin = (id, name) => (store.paged.has(id) ? make("a", { href: address(`agencies/${id}/`) }, name) : name);
    for (const id of answer.predecessors) status.append("前身：", kin(id, store.shortName(id)), "。");
    for (const id of answer.successors) status.append("这个单位之后是", kin(id, store.agencyName(id)), "。");
    terms = answer.terms;
    const made = (result) => {
      const record = texts.get(result.i), id = store.id(result.i), kind = store.kind(result.i);
      if (record) return card(id, kind, ...cardContent(result, record, answer));
      const path = `${kind === "task" ? id.replace(/-(\d+)$/, "/$1") : id}/`;
      const empty = card(id, kind, make("h3", {}, make("a", { href: address(path) }, id)));
      empty.result = result;
      watcher.observe(empty);
      return empty;
    };
    results.replaceChildren(listed(shown.slice(0, MOST_SHOWN), made, store));
    if (shown.length > MOST_SHOWN) results.append(make("p", { class: "kt-quiet" }, `只列出前 ${MOST_SHOWN} 条，请再加一个词。`));
    if (!shown.length) results.replaceChildren(document.getElementById(query.trim() && !answer.excluded.length ? "kt-search-none" : "kt-search-empty").content.cloneNode(true));
    document.title = query.trim() ? `${query.trim()} · 检索` : "检索";
    results.dataset.state = "done";
    results.removeAttribute("aria-busy");
  };
  const run = () => {
    const own = ++turn;
    results.dataset.state = "loading";
    results.setAttribute("aria-busy", "true");
    return load().then((store) => render(store, own)).catch((error) => {
      if (own !== turn) return;
      if (!(error instanceof Error) || error.name !== "Error") throw error; // ours, not the network's
      status.replaceChildren();
      results.replaceChildren(document.getElementById("kt-search-failed").content.cloneNode(true));
      results.querySelector("button").addEventListener("click", run);
      results.dataset.state = "failed";
      results.removeAttribute("aria-busy");
    });
  };
  const go = (change, replace) => {
    const parameters = read();
    for (const [key, value] of Object.entries(change)) value ? parameters.set(key, value) : parameters.delete(key);
    const target = `${location.pathname}${parameters.size ? `?${parameters}` : ""}`;
    if (target !== whereWeAre()) history[replace ? "replaceState" : "pushState"](null, "", target);
    if (!replace) settled = target;
    return run();
  };
  // What was typed becomes a step of its own: Back leads to what was asked before, not past it.
  const settle = () => {
    const typed = whereWeAre();
    if (typed !== settled && new URLSearchParams(settled.split("?")[1]).get("q")) {
      history.replaceState(null, "", settled);
      history.pushState(null, "", typed);
    }
    settled = typed;
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); go({ q: input.value.trim() }, true); settle(); });
  input.addEventListener("input", (event) => { if (!event.isComposing) go({ q: input.value.trim() }, true); });
  input.addEventListener("compositionend", () => go({ q: input.value.trim() }, true));
  results.addEventListener("click", (event) => { if (event.target.closest(".kt-result a")) { settle(); remember(patterns(terms)); } });
  facets.addEventListener("change", (event) => { const { id, name, value } = event.target; settle(); go({ [name]: value }, false).then(() => document.getElementById(id)?.focus()); });
  more.addEventListener("click", () => { narrowed = true; run().then(() => facets.querySelector("select")?.focus()); });
  window.addEventListener("popstate", () => { settled = whereWeAre(); input.value = read().get("q") ?? ""; run(); });
  input.value = read().get("q") ?? "";
  run();
}

// ---- the box in the header: a combobox with the first results
function box(form) {
  const input = form.querySelector("input"), list = form.querySelector("[role=listbox]");
  let active = -1;
  const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (n) => {
    const options = [...list.children];
    active = options.length ? (n + options.length) % options.length : -1;
    options.forEach((o, k) => o.setAttribute("aria-selected", String(k === active)));
    if (active >= 0) { input.setAttribute("aria-activedescendant", options[active].id); options[active].scrollIntoView({ block: "nearest" }); }
  };
  let turn = 0;
  const suggest = async () => {
    const own = ++turn, store = await load(), answer = await search(input.value, store);
    const found = answer.results.slice(0, SUGGESTIONS).map(({ i }) => i), texts = await store.records(found);
    if (own !== turn) return; // the reader has typed on
    list.replaceChildren();
    found.map((i) => texts.get(i)).forEach((r, n) => {
      const option = make("li", { role: "option", id: `kt-option-${n}`, "aria-selected": "false", "data-url": address(r.u) },
        make("span", {}, marked(r.t, answer.terms)), make("small", {}, [KIND_NAMES[r.k], r.y].filter(Boolean).join(" · ")));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); remember(patterns(answer.terms)); location.href = option.dataset.url; });
      list.append(option);
    });
    if (!list.children.length) return close();
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    form.dataset.terms = patterns(answer.terms);
  };
  const suggestOrClose = () => (input.value.trim() ? suggest().catch(close) : (turn++, close()));
  input.addEventListener("input", (event) => { if (!event.isComposing) suggestOrClose(); });
  input.addEventListener("compositionend", suggestOrClose);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggestOrClose(); else choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Escape") { if (!list.hidden) { event.preventDefault(); close(); } else input.blur(); }
    else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      remember(form.dataset.terms);
      location.href = list.children[active].dataset.url;
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  if (input.value.trim()) suggestOrClose();
}

window.keytasksSearch = { load, box, spans, fold, search: async (query) => {
  const store = await load(), answer = await search(query, store);
  return { ...answer, ids: answer.results.map(({ i }) => store.id(i)), lacking: answer.results.map(({ i }) => answer.missing?.(i) ?? []) };
} };
page();
document.querySelectorAll(".kt-searchbox").forEach(box);
