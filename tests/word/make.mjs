// Writes the templates, the cases written into them and the papers marked, for tests that open
// them: node tests/word/make.mjs FOLDER [TEMPLATE.docx …]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { markPaper, paragraphsOf } from "../../web/word/mark.js";
import { readTemplate } from "../../web/word/template.js";
import { writeCase } from "../../web/word/write.js";
import { ALL } from "./rare-templates.mjs";
import { caseFor } from "./templates.mjs";

const [folder, ...files] = process.argv.slice(2);
const given = files.map((file) => [basename(file).replace(/\.\w+$/, ""), readFileSync(file)]);
const all = [
  ...Object.entries(ALL).map(([name, { bytes }]) => [name, bytes]),
  ...given,
  ["ours", null],
];
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of all) {
  const headings = bytes ? readTemplate(bytes).headings : [];
  const made = writeCase(bytes, caseFor(headings), { draft: JSON.stringify({ name }) });
  const marks = paragraphsOf(made).flatMap((text, paragraph) =>
    [...text.matchAll(/turnover|year/gi)].map((found, n) => ({
      paragraph,
      start: found.index,
      end: found.index + found[0].length,
      comment: n ? undefined : `Gone: ${found[0]}.`,
    })),
  );
  const files = { template: bytes, case: made, marked: markPaper(made, marks) };
  for (const [kind, content] of Object.entries(files)) {
    const ending = kind === "template" && ["docm", "dotx", "dotm"].includes(name) ? name : "docx";
    if (content) writeFileSync(join(folder, `${name}.${kind}.${ending}`), content);
  }
}
