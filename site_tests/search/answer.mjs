// Answers of a built search.js in plain Node, without a browser.
//
//     node answer.mjs SITE < questions.json > answers.json
//
// SITE has assets/keytasks/search.js and search/records.js, as built. Questions are a list of
// queries, and answers what is found for each; {fold: text} is answered by the folded text,
// {plain: query} by what is found without
// words of readers, {quote: passage} by what is said of each of its sentences, {decode: raw} by the query that an address has.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

const site = process.argv[2], base = "http://localhost/";
const script = "assets/keytasks/search.js";
const page = createContext({ URL, URLSearchParams, TextDecoder, TextEncoder, setTimeout, clearTimeout, location: new URL("search/", base) });
page.window = page;
const run = (path) => runInContext(readFileSync(join(site, path), "utf8"), page, { filename: path });
page.document = {
  currentScript: { src: base + script },
  getElementById: () => null,
  querySelectorAll: () => [],
  createElement: () => ({ remove() {} }),
  head: {
    append(element) {
      queueMicrotask(() => {
        run(String(element.src).slice(base.length));
        element.onload();
      });
    },
  },
};
run(script);
const engine = page.keytasksSearch;

const placed = ({ record, anchor, start, end, text, runs }) => [record.i, anchor, text.slice(start, end), runs];
const quoted = ({ text, verdict, places, elsewhere, rest }) => ({
  text, verdict, places: places.map(placed), elsewhere: elsewhere.map(placed), rest,
});

async function answered(question) {
  if (question.decode !== undefined) return engine.decodedQuery(question.decode);
  if (question.fold !== undefined) return engine.fold(question.fold);
  if (question.quote !== undefined) return (await engine.quotations(question.quote)).map(quoted);
  const query = question.plain ?? question;
  const [store, answer] = await Promise.all([engine.load(), engine.search(query, { words: question.plain === undefined })]);
  const records = await store.records([...answer.results, ...answer.below].map(({ i }) => i));
  const said = ({ i, tier, places }, missing) => [
    store.id(i), tier, (places ?? answer.places(i)).map((part) => records.get(i).p[part][0]), missing,
  ];
  return {
    query,
    found: answer.results.map((result, n) => said(result, answer.lacking[n])),
    left_out: answer.leftOut,
    nearest: answer.nearest,
    pieces: answer.pieces,
    also: answer.also.map(({ asked, texts, kind }) => [asked, texts, kind]),
    pages: answer.pages,
    below: answer.below.map((result) => said(result, [])),
    successors: answer.successors,
    predecessors: answer.predecessors,
    excluded: answer.excluded,
    ...(answer.meant.length ? { meant: answer.meant.map(({ typed, texts }) => [typed, texts]) } : {}),
    ...(answer.nowhere.length ? { nowhere: answer.nowhere } : {}),
    ...(answer.quoted.length ? { quoted: answer.quoted.map(quoted) } : {}),
    ...(question.plain === undefined ? {} : { plain: true }),
  };
}

const questions = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const question of questions) answers.push(await answered(question));
process.stdout.write(JSON.stringify(answers));
