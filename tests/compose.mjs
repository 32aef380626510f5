// Prints the paste of every argument as the browser makes it: node tests/compose.mjs <
// arguments.json > pastes.json
// In: {"arguments": […], "works": {…}} as macros/snippets.py makes it, and "pieces": { id: {
// blocks, works } } as macros/text.py does.
// Out: by id { text, html, markdown, notes, all }, and the text of each piece.
import { readFileSync } from "node:fs";

import { Composer, HTML, MARKDOWN, TEXT, cited, pasted } from "../web/common/compose.js";

const { arguments: all, works, pieces = {} } = JSON.parse(readFileSync(0, "utf8"));
const printed = Object.fromEntries(
  all.map((argument) => {
    const blocks = pasted(argument);
    const composer = new Composer(works, cited(blocks, argument.sources));
    const answers = argument.pairs.flatMap((pair) => pair.blocks);
    const notes = new Composer(
      works,
      cited(
        answers,
        argument.pairs.flatMap(({ sources }) => sources),
      ),
    );
    return [
      argument.id,
      {
        text: composer.print(blocks, TEXT),
        html: composer.print(blocks, HTML),
        markdown: composer.print(blocks, MARKDOWN),
        body: composer.print(blocks, TEXT, { references: false }),
        notes: notes.print(answers, TEXT),
      },
    ];
  }),
);
const together = all.flatMap(pasted);
const merged = new Composer(
  works,
  cited(
    together,
    all.flatMap(({ sources }) => sources),
  ),
);
const small = Object.fromEntries(
  Object.entries(pieces).map(([id, piece]) => [
    id,
    new Composer(piece.works, cited(piece.blocks)).print(piece.blocks, TEXT),
  ]),
);
process.stdout.write(
  JSON.stringify({ pastes: printed, together: merged.print(together, TEXT), pieces: small }),
);
