// The page of the work sheet: what is chosen is listed; the address is its state, with steps for Back.
function page() {
  const part = (name) => document.getElementById(`kt-sheet-${name}`);
  const status = part("status"), results = part("results"), note = part("note"), tools = part("tools"), legend = part("legend"), again = part("again");
  const plainTitle = document.title;
  let turn = 0, shown = [];

  const finish = (state, ...said) => {
    status.textContent = said.filter(Boolean).join("");
    results.dataset.state = state;
    results.removeAttribute("aria-busy");
    again.hidden = state !== "failed";
    tools.hidden = note.hidden = legend.hidden = !shown.length;
  };
  const empty = () => { shown = []; results.replaceChildren(); };
  const show = ({ count, unsure, rows }, aside) => {
    shown = rows;
    const title = inWords(), whole = !form.elements.text.checked;
    const unsaid = unsure ? keytasksWords.worksheet.unsure({ count: unsure }) : "";
    results.replaceChildren(...(rows.length ? [sheet(rows, { title, whole, at: cited(keytasksAddress.worksheet + asAddress()) })] : []));
    tellMarks(legend, rows);
    document.title = keytasksWords.worksheet.title_of({ title, page: plainTitle });
    const found = count > MOST ? keytasksWords.worksheet.too_many({ count, most: MOST }) : count ? keytasksWords.worksheet.found({ count }) : keytasksWords.worksheet.none;
    finish("done", aside, found, unsaid, kept ? "" : keytasksWords.worksheet.not_kept);
  };
  const run = async (aside = "") => {
    const own = ++turn;
    empty();
    document.title = plainTitle;
    if (!asAddress()) return finish("idle", aside, keytasksWords.worksheet.choose);
    finish("loading", aside, keytasksWords.worksheet.loading);
    results.setAttribute("aria-busy", "true");
    const told = (done, of) => { if (own === turn && results.dataset.state === "loading" && done % 10 === 0) status.textContent = keytasksWords.worksheet.so_far({ done, of }); };
    try {
      const answer = await asked(told);
      if (own === turn) show(answer, aside);
    } catch (error) {
      if (own === turn) { empty(); finish("failed", aside, fromDisk ? keytasksWords.worksheet.from_disk : keytasksWords.worksheet.failed); }
      if (!(error instanceof NotHad)) setTimeout(() => { throw error; });
    }
  };
  const fromHere = () => {
    const aside = dropped(fromAddress());
    countChosen(true);
    return run(aside);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const target = location.pathname + asAddress();
    // Safari allows a hundred steps in half a minute; without one the sheet comes all the same.
    try { if (target !== location.pathname + location.search) history.pushState(null, "", target); } catch { /* the address stays */ }
    run();
  });
  // Once there is a list, it is always that of what is chosen.
  form.addEventListener("change", () => { countChosen(false); if (shown.length) form.requestSubmit(); });
  part("none").addEventListener("click", () => {
    for (const box of form.querySelectorAll("input:checked")) box.checked = false;
    countChosen(false);
  });
  again.addEventListener("click", () => { run(); status.focus(); });
  results.addEventListener("input", ({ target }) => {
    const { key, column } = target.dataset, before = kept;
    target.parentElement.dataset.text = target.value;
    enter(key, Number(column), target.value);
    if (before && !kept) status.textContent = keytasksWords.worksheet.not_kept;
  });
  part("print").addEventListener("click", () => print());
  part("csv").addEventListener("click", () => save(csvOf(shown, !form.elements.text.checked), keytasksWords.worksheet.file));
  part("clear").addEventListener("click", () => {
    if (!confirm(keytasksWords.worksheet.sure_clear)) return;
    forget();
    for (const area of results.querySelectorAll("textarea")) { area.value = ""; area.parentElement.dataset.text = ""; }
    status.textContent = keytasksWords.worksheet.cleared;
  });
  window.addEventListener("popstate", fromHere);
  load();
  part("off").remove();
  form.hidden = false;
  fromHere();
}
if (form) page();
