// The sheet as CSV: UTF-8 with BOM and CRLF, as spreadsheets expect it. What would begin a formula, or would
// where another delimiter is taken, has a ' before it, as in generator/exports/csv_table.py.
const ALIVE = /(?:^|(?<=[;|\t\r\n]))(?=[\x20\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r])/g;
const cellOf = (text) => `"${text.replace(ALIVE, "'").replaceAll('"', '""')}"`;

function csvOf(rows, whole) {
  const line = (cells) => `${cells.map(cellOf).join(",")}\r\n`;
  const body = (row) => (row.texts === null ? [UNHELD] : whole ? row.texts : []);
  const state = (row) => [named(keytasksWords.text_states, row.state) ?? row.state, ...(row.sure ? [keytasksWords.worksheet.sure({ state: named(keytasksWords.fact_states, row.sure) ?? row.sure })] : [])];
  const cells = (row) => [
    [row.heading, ...body(row)].join("\n"), [row.cite, cited(row.url)].join("\n"), unitsSaid(row).join("\n"),
    deadlinesSaid(row), entryOf(row.key, 0), entryOf(row.key, 1), state(row).join(NEXT),
  ];
  return `\ufeff${line(Object.values(HEADS))}${rows.map((row) => line(cells(row))).join("")}`;
}
function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
