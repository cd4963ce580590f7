// The page that checks a passage: sentence by sentence, in this browser alone.
const RARELY = 40; // sentences after which what was found so far is shown

function checkPage() {
  const form = document.getElementById("kt-check-form");
  if (!form) return;
  const area = form.querySelector("textarea"), status = document.getElementById("kt-check-status"), results = document.getElementById("kt-check-results");
  let turn = 0;
  const summary = (found, done) => {
    const counts = Object.fromEntries(Object.keys(VERDICT_NAMES).map((verdict) => [verdict, found.filter((one) => one.verdict === verdict).length]));
    const told = Object.entries(counts).filter(([, n]) => n).map(([verdict, n]) => WORDS_OF.counted({ verdict: VERDICT_NAMES[verdict], count: n }));
    return (done ? WORDS_OF.summary : WORDS_OF.so_far)({ count: found.length, verdicts: told.join(keytasksWords.search.comma) });
  };
  const check = async () => {
    const own = ++turn, passage = area.value, found = [];
    results.replaceChildren();
    status.textContent = passage.trim() ? WORDS_OF.working : WORDS_OF.empty;
    if (!passage.trim()) return area.focus();
    const list = make("ol", { class: "kt-quotations" });
    results.replaceChildren(list);
    for await (const one of window.keytasksSearch.eachQuotation(passage)) {
      if (own !== turn) return; // another passage is being checked
      found.push(one);
      list.append(quotationShown(one, true));
      if (found.length % RARELY === 0) status.textContent = summary(found, false);
    }
    list.before(...keyOf(found));
    status.textContent = summary(found, true);
    results.dataset.state = "done";
  };
  const run = () => {
    delete results.dataset.state;
    return check().catch((error) => {
      status.textContent = WORDS_OF.failed;
      results.dataset.state = "failed";
      setTimeout(() => { if (!(error instanceof window.keytasksSearch.NotHad)) throw error; });
    });
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  form.hidden = false;
  document.getElementById("kt-check-off")?.remove();
  // A passage that a link brings along is checked at once, and what was typed here stays.
  const brought = new URLSearchParams(location.hash.slice(1)).get(PASSAGE);
  if (!brought || area.value) return;
  area.value = brought;
  run();
}
if (window.keytasksSearch) checkPage();
