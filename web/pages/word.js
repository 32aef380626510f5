// What reads and writes Word files: loaded with the first click that needs it.
import { WordError } from "../word/package.js";
import { markPaper, paperOf, paragraphsOf } from "../word/mark.js";
import { readTemplate } from "../word/template.js";
import { readDraft, writeCase } from "../word/write.js";

globalThis.pqWord = {
  WordError,
  markPaper,
  paperOf,
  paragraphsOf,
  readTemplate,
  readDraft,
  writeCase,
};
