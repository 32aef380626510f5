// Makes the index that the search loads: node web/search/make-index.mjs < {"things": […], "others":
// […]} > search-index.js
// A script and not JSON, because a folder knows no fetch.
import { readFileSync } from "node:fs";

import { build } from "./index.js";

const { things, others } = JSON.parse(readFileSync(0, "utf8"));
const data = JSON.stringify(build(things, others))
  .replace(/</g, "\\u003c")
  .replace(/\u2028/g, "\\u2028")
  .replace(/\u2029/g, "\\u2029");
process.stdout.write(`pqSearchIndex(${data});\n`);
