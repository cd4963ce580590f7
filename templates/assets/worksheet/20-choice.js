// What is chosen: the boxes of the form, and the same in the address. What the form does not offer is not
// taken from an address: it is dropped, and said.
const PARTS = ["notice", "section", "agency", "theme"];
// Unknown ids that are named.
const TOLD = 5;
// Characters of one.
const SHOWN = 40;

const LIST = keytasksWords.worksheet.list, NEXT = keytasksWords.worksheet.next;
const UNKNOWN = keytasksWords.worksheet.unknown, UNHELD = keytasksWords.worksheet.no_text;

const form = document.getElementById("kt-sheet-form");
const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
const chosenOf = (name) => boxes(name).filter((box) => box.checked);

function fromAddress() {
  const asked = new URLSearchParams(location.search), unknown = [];
  for (const name of PARTS) {
    const wanted = new Set(asked.getAll(name));
    for (const box of boxes(name)) box.checked = wanted.delete(box.value);
    unknown.push(...wanted);
  }
  form.elements.text.checked = asked.get("text") === form.elements.text.value;
  return unknown;
}
function asAddress() {
  const query = new URLSearchParams(PARTS.flatMap((name) => chosenOf(name).map((box) => [name, box.value])));
  const any = query.size > 0;
  if (any && form.elements.text.checked) query.set("text", form.elements.text.value);
  return any ? `?${query}` : "";
}
const short = (text) => (text.length > SHOWN ? text.slice(0, SHOWN) + keytasksWords.worksheet.ellipsis : text);
const dropped = (unknown) => (unknown.length ? keytasksWords.worksheet.dropped({ ids: unknown.slice(0, TOLD).map(short).join(LIST), count: unknown.length }) : "");
// The choice in words: 2020年；公安部、自然资源部.
const inWords = () => PARTS.map((name) => chosenOf(name).map((box) => box.dataset.said).join(LIST)).filter(Boolean).join(NEXT);

// How many are chosen of what is folded away, and that it is open where something is.
function countChosen(unfold) {
  for (const fold of form.querySelectorAll("details")) {
    const count = fold.querySelectorAll("input:checked").length;
    fold.querySelector("[data-count]").textContent = count ? keytasksWords.worksheet.chosen({ count }) : "";
    if (unfold && count) fold.open = true;
  }
}
