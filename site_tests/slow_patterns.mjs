// Which uses of patterns take time that grows faster than the text, in plain Node.
//
//     node slow_patterns.mjs < uses.json > slow.json
//
// A use has a pattern (source, flags), the method by which scripts call it, and plans of texts: a word
// over and over, after another and before a third. Slow is what takes longer than `growth` times as
// long for eight times the text.
import { readFileSync } from "node:fs";

const { uses, short, long, growth, least } = JSON.parse(readFileSync(0, "utf8"));
const CALLS = {
  test: (pattern, text) => pattern.test(text),
  exec: (pattern, text) => pattern.exec(text),
  match: (pattern, text) => text.match(pattern),
  matchAll: (pattern, text) => Array.from(text.matchAll(pattern)),
  replace: (pattern, text) => text.replace(pattern, ""),
  replaceAll: (pattern, text) => text.replaceAll(pattern, ""),
  search: (pattern, text) => text.search(pattern),
  split: (pattern, text) => text.split(pattern),
};

function milliseconds(use, text, rounds) {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const pattern = new RegExp(use.source, use.flags), before = process.cpuUsage();
    CALLS[use.method](pattern, text);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

function slow(use) {
  for (const [start, word, end] of use.plans) {
    const text = (size) => start + word.repeat(Math.floor(size / word.length)) + end;
    if (milliseconds(use, text(long), 1) < least) continue;
    const grown = milliseconds(use, text(long), 3), before = milliseconds(use, text(short), 9);
    if (grown >= least && grown > growth * before) return `${use.method} of ${JSON.stringify(word)}: ${before} to ${grown} ms`;
  }
  return "";
}

process.stdout.write(JSON.stringify(uses.map(slow)));
