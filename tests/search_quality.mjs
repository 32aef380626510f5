// Asks the engine every question of tests/search-questions.yml, given as JSON, against the index of
// the built site.
//   node tests/search_quality.mjs SITE/search-index.js < questions.json     prints {"questions", "hit1", "hit3", "mrr", "bytes", "missed"}
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import vm from "node:vm";

import { ask, open } from "../web/search/engine.js";

const [file] = process.argv.slice(2);
const script = readFileSync(file, "utf8");
let made;
vm.runInNewContext(script, {
  pqSearchIndex: (index) => {
    made = index;
  },
});
const search = open(JSON.parse(JSON.stringify(made)));

const pattern = (place) =>
  new RegExp(`^${place.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`);
const answers = (url, places) =>
  places.some(
    (place) =>
      pattern(place).test(url) || (!place.includes("#") && pattern(place).test(url.split("#")[0])),
  );

const ranks = JSON.parse(readFileSync(0, "utf8")).map(({ q, at }) => ({
  q,
  rank:
    ask(search, q)
      .hits.slice(0, 10)
      .findIndex((number) => answers(search.things[number].url, at)) + 1,
}));
const share = (most) => ranks.filter(({ rank }) => rank && rank <= most).length / ranks.length;
console.log(
  JSON.stringify({
    questions: ranks.length,
    hit1: share(1),
    hit3: share(3),
    mrr: ranks.reduce((sum, { rank }) => sum + (rank ? 1 / rank : 0), 0) / ranks.length,
    bytes: gzipSync(script).length,
    missed: ranks.filter(({ rank }) => !rank || rank > 3).map(({ q }) => q),
  }),
);
