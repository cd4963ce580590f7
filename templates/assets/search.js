// The search of this site, on plain texts: the twin of generator/search/engine.py and folding.py.
// Loaded only when a reader begins to search. No server, no other host.
(() => {
"use strict";
const KINDS = ["task", "notice", "theme", "agency"];
const KIND_NAMES = { task: "任务", notice: "通知", theme: "主题", agency: "单位" };
const STATES = { official: "官方文本", supplied: "项目提供文本", reprint: "转载文本", "facts-only": "仅有事实" };
const DROPPED = new Set([..." \t\r\n\u00a0\u3000\u200b\u2060\ufeff()（）[]［］〔〕﹝﹞【】{}｛｝《》〈〉<>＜＞“”‘’\"'＂＇「」『』"]);
const SAME = { "、": ",", "。": ".", "—": "-", "–": "-", "－": "-", "～": "~", "·": ".", "・": "." };
const VALUES = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const SIZES = { 十: 10, 百: 100, 千: 1000 };
const LARGE = { 万: 1e4, 亿: 1e8 };
let data = null, traditional = new Map(), texts = [], names = new Map(), agencyNames = new Map();

const foldCharacter = (c) => {
  if (DROPPED.has(c)) return "";
  const code = c.codePointAt(0);
  if (code >= 0xff01 && code <= 0xff5e) c = String.fromCodePoint(code - 0xfee0);
  c = Object.hasOwn(SAME, c) ? SAME[c] : c;
  return (traditional.get(c) ?? c).toLowerCase();
};
const fold = (text) => Array.from(text.normalize("NFC"), foldCharacter).join("");

function readNumber(text) {
  if ([...text].every((c) => c in VALUES)) return Number([...text].map((c) => VALUES[c]).join(""));
  let total = 0, part = 0, digit = 0;
  for (const c of text) {
    if (c in VALUES) digit = VALUES[c];
    else if (c in SIZES) { part += (digit || 1) * SIZES[c]; digit = 0; }
    else { total = (total + part + digit) * LARGE[c]; part = digit = 0; }
  }
  return total + part + digit;
}

function spell(number) {
  let text = "", rest = number, gap = false;
  for (const [size, unit] of [[1000, "千"], [100, "百"], [10, "十"]]) {
    const digit = Math.floor(rest / size);
    rest %= size;
    if (digit) { text += (gap ? "零" : "") + "零一二三四五六七八九"[digit] + unit; gap = false; }
    else if (text) gap = true;
  }
  if (rest) text += (gap ? "零" : "") + "零一二三四五六七八九"[rest];
  return text.startsWith("一十") ? text.slice(1) : text;
}

function scaled(number, scale) {
  const [whole, part = ""] = number.split(".");
  const zeros = scale === "亿" ? 8 : 4;
  if (part.length > zeros) return number + scale;
  return (whole + part + "0".repeat(zeros - part.length)).replace(/^0+/, "") || "0";
}

function spellings(folded) {
  const found = [folded];
  let plain = folded.replace(/[零〇一二两三四五六七八九十百千万亿]{2,}/g, (m) => (/[百千万亿]/.test(m) ? String(readNumber(m)) : m));
  plain = plain.replace(/(\d+(?:\.\d+)?)([万亿])/g, (_, n, s) => scaled(n, s));
  const more = [plain];
  const match = plain.match(/(?<![\d.])(\d{5,})(?![\d.])/);
  if (match) {
    const before = plain.slice(0, match.index), after = plain.slice(match.index + match[0].length);
    for (const [scale, size] of [["亿", 1e8], ["万", 1e4]]) {
      const number = Number(match[1]);
      if (number % size === 0) {
        const rest = number / size;
        more.push(before + rest + scale + after);
        if (rest >= 1 && rest <= 9999) more.push(before + spell(rest) + scale + after);
        break;
      }
    }
  }
  for (const text of more) if (!found.includes(text)) found.push(text);
  return found;
}

function formsOf(folded) {
  const forms = new Set(spellings(folded));
  for (const [, all] of names.get(folded) ?? []) for (const name of all.slice(0, -1)) forms.add(fold(name));
  return [...forms];
}

function termsOf(query) {
  const whole = fold(query);
  if (names.has(whole) && !query.includes('"')) return [{ typed: query.trim(), forms: formsOf(whole), out: false }];
  const terms = [];
  for (const [, minus, phrase, word] of query.matchAll(/(-?)(?:["“”＂]([^"“”＂]*)["“”＂]?|([^\s"“”＂]+))/g)) {
    const typed = phrase ?? word, folded = fold(typed);
    if (folded) terms.push({ typed, forms: phrase ? [folded] : formsOf(folded), out: minus === "-" });
  }
  return terms;
}

const has = (term, i) => data.records[i].y === term.forms[0] || texts[i].some((t) => term.forms.some((f) => t.includes(f)));
const all = () => data.records.keys();

const NUMERAL = /^[一二三四五六七八九十百]+$/;
function exactOf(query) {
  const folded = fold(query), found = new Set();
  const task = folded.match(/^([a-z0-9-]*\d{4})(?:年)?[-/第]*(\d{1,4}|[一二三四五六七八九十百]+)(?:项|\/)?$/);
  if (task) {
    const number = NUMERAL.test(task[2]) ? readNumber(task[2]) : Number(task[2]);
    for (const i of all()) {
      const r = data.records[i];
      if (r.k === "task" && r.y === task[1] && r.n === number) found.add(i);
    }
  }
  const whole = folded.match(/^([^\d]*?)((?:19|20|90)\d{2})(\d{1,4})号?$/);
  const serial = whole ? [0, "", null, whole[3]] : folded.match(/^第?0*()()(\d{1,4})号$/);
  const said = whole ?? serial;
  if (said) for (const i of all()) {
    const d = data.records[i].d;
    if (d && (!said[2] || said[2] === d[1]) && fold(d[0]).endsWith(said[1]) && String(Number(said[3])) === d[2]) found.add(i);
  }
  return found;
}

function tierOf(i, terms, whole) {
  const r = data.records[i], own = texts[i];
  const single = terms.length === 1 ? terms[0].forms : [];
  if ((r.k === "agency" || r.k === "theme") && [whole, ...single].some((f) => own.includes(f))) return 1;
  if (terms.every((t) => t.forms.some((f) => own[0].includes(f)))) return 2;
  if (own.some((t) => (single.length ? single : [whole]).some((f) => t.includes(f)))) return 3;
  return own.some((t) => terms.every((term) => term.forms.some((f) => t.includes(f)))) ? 4 : 5;
}

const count = (text, form) => text.split(form).length - 1;
const result = (i, tier, terms) => {
  let hits = 0;
  const places = [];
  texts[i].forEach((text, n) => {
    let here = 0;
    for (const term of terms) for (const form of term.forms) here += count(text, form);
    if (here) places.push(n);
    hits += here;
  });
  return { i, record: data.records[i], tier, hits, places };
};
const byRank = (a, b) => a.tier - b.tier || KINDS.indexOf(a.record.k) - KINDS.indexOf(b.record.k) || (a.record.z === "facts-only") - (b.record.z === "facts-only") || b.hits - a.hits || a.i - b.i;

function search(query) {
  const answer = { query, results: [], leftOut: [], nearest: false, successors: [], terms: [] };
  const terms = termsOf(query), wanted = terms.filter((t) => !t.out), excluded = terms.filter((t) => t.out);
  if (!wanted.length) return answer;
  const clean = (i) => !excluded.some((t) => has(t, i));
  const lost = wanted.filter((t) => ![...all()].some((i) => has(t, i)));
  const kept = wanted.filter((t) => !lost.some((other) => other.typed === t.typed));
  const exact = exactOf(query);
  const match = (some) => {
    const whole = some.map((t) => t.forms[0]).join("");
    return [...all()].filter((i) => (exact.has(i) || (some.length && some.every((t) => has(t, i)))) && clean(i))
      .map((i) => result(i, exact.has(i) ? 0 : tierOf(i, some, whole), some));
  };
  answer.leftOut = lost.map((t) => t.typed);
  answer.terms = kept;
  let found = kept.length ? match(kept) : [];
  if (exact.size && !found.length) { found = match([]); answer.leftOut = []; }
  answer.successors = [...new Set(kept.flatMap((t) => (names.get(t.forms[0]) ?? []).flatMap((a) => a[2])))];
  if (found.length) {
    if (!kept.length) answer.leftOut = [];
  } else if (kept.length > 1) {
    const shared = (i) => kept.filter((t) => has(t, i)).length;
    const best = Math.max(...[...all()].map(shared));
    found = [...all()].filter((i) => shared(i) === best && clean(i)).map((i) => result(i, 6, kept));
    answer.nearest = true;
    answer.leftOut = [];
    answer.successors = [];
  } else {
    const pairs = [...new Set(wanted.flatMap((t) => {
      const f = Array.from(t.forms[0]);
      return Array.from({ length: Math.max(1, f.length - 1) }, (_, n) => f.slice(n, n + 2).join(""));
    }))].sort();
    const scored = [...all()].map((i) => [pairs.filter((p) => texts[i].some((t) => t.includes(p))).length, i]).filter(([n]) => n);
    scored.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    const asTerms = pairs.map((p) => ({ forms: [p] }));
    answer.nearest = true;
    answer.successors = [];
    answer.terms = asTerms;
    answer.results = scored.filter(([n]) => n === scored[0][0]).slice(0, 20).map(([, i]) => result(i, 7, asTerms));
    return answer;
  }
  answer.results = found.sort(byRank);
  return answer;
}

// Where a folded term stands in a text as printed: [start, end] pairs, longest first, not overlapping.
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
  for (const form of terms.flatMap((t) => t.forms).sort((a, b) => b.length - a.length)) {
    if (!form) continue;
    for (let n = folded.indexOf(form); n >= 0; n = folded.indexOf(form, n + form.length)) {
      const start = places[n], last = places[n + form.length - 1];
      const end = last + String.fromCodePoint(text.codePointAt(last)).length;
      if (!found.some(([a, b]) => start < b && end > a)) found.push([start, end]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}

// ---- loading
const here = new URL(document.currentScript.src);
const root = new URL("../../", here);
let loading = null;
window.keytasksRecords = (given) => {
  data = given;
  const table = Array.from(given.traditional);
  for (let n = 0; n < table.length; n += 2) traditional.set(table[n], table[n + 1]);
  texts = given.records.map((r) => r.p.map(([, text]) => fold(text)));
  for (const alias of given.aliases) {
    agencyNames.set(alias[0], alias[1][0]);
    for (const name of alias[1]) names.set(fold(name), [...(names.get(fold(name)) ?? []), alias]);
  }
};
const load = () => (loading ??= new Promise((resolve, reject) => {
  if (data) return resolve();
  const script = document.createElement("script");
  script.src = new URL("search/records.js", root);
  script.onload = () => resolve();
  script.onerror = () => { loading = null; script.remove(); reject(new Error("records")); };
  document.head.append(script);
}));

// ---- showing
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const address = (path, anchor = "") => {
  const url = new URL(path + (location.protocol === "file:" && path.endsWith("/") ? "index.html" : ""), root);
  if (path === "" && location.protocol === "file:") url.pathname += "index.html";
  url.hash = anchor;
  return url.href;
};
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
function remember(terms) {
  try { sessionStorage.setItem("kt-terms", JSON.stringify(terms.flatMap((t) => t.forms))); } catch { /* private window */ }
}

const FACETS = [
  ["kind", "类别", (r) => [r.k], (v) => KIND_NAMES[v]],
  ["year", "年份", (r) => (r.y ? [r.y] : []), (v) => v],
  ["agency", "责任单位", (r) => r.a ?? [], (v) => agencyNames.get(v) ?? v],
  ["first", "列首位的单位", (r) => (r.f ? [r.f] : []), (v) => agencyNames.get(v) ?? v],
  ["section", "部分", (r) => (r.s ? [r.s] : []), (v) => v],
  ["theme", "主题", (r) => (r.l ? [r.l] : []), (v) => data.records.find((r) => r.k === "theme" && r.i === v)?.t ?? v],
  ["state", "文本状态", (r) => (r.z ? [r.z] : []), (v) => STATES[v]],
];

function page() {
  const results = document.getElementById("results");
  if (!results) return;
  const form = document.getElementById("kt-search-form"), input = form.querySelector("input");
  const status = document.getElementById("kt-search-status"), facets = document.getElementById("kt-search-facets");
  document.getElementById("kt-search-off")?.remove();
  form.hidden = false;
  const read = () => new URLSearchParams(location.search);

  const summary = (answer, shown) => {
    const parts = [];
    if (!answer.query.trim()) return "";
    if (answer.nearest && answer.terms.length && answer.results.length) parts.push(answer.leftOut.length ? `没有找到“${answer.leftOut.join("”“")}”。下面是字面最接近的 ${answer.results.length} 条。` : `没有一处同时含有全部词语。下面是含有其中最多的 ${answer.results.length} 条。`);
    else if (!answer.results.length) parts.push(`没有找到“${answer.query.trim()}”，也没有相近的。`);
    else parts.push(shown === answer.results.length ? `找到 ${shown} 条。` : `找到 ${answer.results.length} 条，筛选后 ${shown} 条。`);
    if (!answer.nearest && answer.leftOut.length) parts.push(`各处都没有“${answer.leftOut.join("”“")}”，已略去这个词。`);
    return parts.join("");
  };

  const card = ({ record: r, places }, terms) => {
    const item = make("li", { class: "kt-result", "data-id": r.i, "data-kind": r.k });
    const title = make("a", { href: address(r.u) }, marked(r.t, terms));
    const meta = [KIND_NAMES[r.k], r.y, r.k === "task" && r.s, STATES[r.z]].filter(Boolean);
    item.append(make("h3", {}, title), make("p", { class: "kt-meta" }, ...meta.map((m) => make("span", {}, m))));
    const list = make("ul", { class: "kt-found" });
    for (const n of places.filter((n) => !(r.p[n][0] === "h" || (n === 0 && r.k !== "notice"))).slice(0, 3)) {
      const [anchor, text] = r.p[n];
      list.append(make("li", {}, make("a", { href: address(r.u, anchor) }, marked(text, terms, 90))));
    }
    if (list.children.length) item.append(list);
    item.addEventListener("click", (event) => event.target.closest("a") && remember(terms));
    return item;
  };

  const show = () => {
    const parameters = read(), query = parameters.get("q") ?? "";
    if (document.activeElement !== input) input.value = query;
    const answer = search(query);
    const chosen = new Map(FACETS.map(([key]) => [key, parameters.get(key)]).filter(([, v]) => v));
    const fits = (r, except) => FACETS.every(([key, , values]) => key === except || !chosen.has(key) || values(r).includes(chosen.get(key)));
    const shown = answer.results.filter(({ record }) => fits(record));
    facets.replaceChildren();
    for (const [key, label, values, name] of FACETS) {
      const counts = new Map();
      for (const { record } of answer.results) if (fits(record, key)) for (const v of values(record)) counts.set(v, (counts.get(v) ?? 0) + 1);
      if (counts.size < 2 && !chosen.has(key)) continue;
      const list = [...counts].sort((a, b) => (key === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
      const select = make("select", { name: key, id: `kt-facet-${key}` }, make("option", { value: "" }, "全部"));
      for (const [v, n] of list) {
        const option = make("option", { value: v }, `${name(v)}（${n}）`);
        option.selected = chosen.get(key) === v;
        select.append(option);
      }
      if (chosen.has(key) && !counts.has(chosen.get(key))) {
        const option = make("option", { value: chosen.get(key) }, `${name(chosen.get(key))}（0）`);
        option.selected = true;
        select.append(option);
      }
      facets.append(make("label", { for: select.id }, make("span", {}, label), select));
    }
    facets.hidden = !facets.children.length;
    const note = summary(answer, shown.length);
    status.replaceChildren(note);
    for (const id of answer.successors) status.append("这个单位之后是", make("a", { href: address(`agencies/${id}/`) }, agencyNames.get(id) ?? id), "。");
    const list = make("ol", { class: "kt-results" });
    const LIMIT = 100;
    for (const found of shown.slice(0, LIMIT)) list.append(card(found, answer.terms));
    results.replaceChildren(list);
    if (shown.length > LIMIT) results.append(make("p", { class: "kt-quiet" }, `只列出前 ${LIMIT} 条，请再加一个词。`));
    if (!shown.length) results.replaceChildren(document.getElementById(query.trim() ? "kt-search-none" : "kt-search-empty").content.cloneNode(true));
    document.title = query.trim() ? `${query.trim()} · 检索` : "检索";
    results.dataset.state = "done";
    results.removeAttribute("aria-busy");
  };
  const run = () => {
    results.dataset.state = "loading";
    results.setAttribute("aria-busy", "true");
    load().then(show, () => {
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
    if (target !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", target);
    run();
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); go({ q: input.value.trim() }, false); });
  input.addEventListener("input", (event) => { if (!event.isComposing) go({ q: input.value.trim() }, true); });
  input.addEventListener("compositionend", () => go({ q: input.value.trim() }, true));
  facets.addEventListener("change", (event) => { go({ [event.target.name]: event.target.value }, false); document.getElementById(event.target.id)?.focus(); });
  window.addEventListener("popstate", run);
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
  const suggest = () => load().then(() => {
    const answer = search(input.value);
    list.replaceChildren();
    answer.results.slice(0, 7).forEach(({ record: r }, n) => {
      const option = make("li", { role: "option", id: `kt-option-${n}`, "aria-selected": "false", "data-url": address(r.u) },
        make("span", {}, marked(r.t, answer.terms)), make("small", {}, [KIND_NAMES[r.k], r.y].filter(Boolean).join(" · ")));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); remember(answer.terms); location.href = option.dataset.url; });
      list.append(option);
    });
    if (!list.children.length) return close();
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    form.dataset.terms = JSON.stringify(answer.terms.flatMap((t) => t.forms));
  }, close);
  input.addEventListener("input", (event) => { if (!event.isComposing) input.value.trim() ? suggest() : close(); });
  input.addEventListener("compositionend", () => (input.value.trim() ? suggest() : close()));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggest(); else choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Escape") { if (!list.hidden) { event.preventDefault(); close(); } else input.blur(); }
    else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      try { sessionStorage.setItem("kt-terms", form.dataset.terms); } catch { /* private window */ }
      location.href = list.children[active].dataset.url;
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  if (input.value.trim()) suggest();
}

window.keytasksSearch = { load, search, box, spans, fold };
page();
document.querySelectorAll(".kt-searchbox").forEach(box);
})();
