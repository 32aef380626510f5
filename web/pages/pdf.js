// Reads the text of a PDF: loaded only when one is dropped. Library and worker are one script,
// which works from a folder too.
import * as worker from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

globalThis.pdfjsWorker = worker;

// The lines of each page of a PDF, joined as they stand.
globalThis.pqPdf = async (bytes) => {
  const pdf = await getDocument({
    data: bytes,
    isEvalSupported: false,
    useSystemFonts: true,
    disableFontFace: true,
  }).promise;
  const pages = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? " " : "")).join(""));
  }
  return pages;
};
