// Reads the text of a PDF: loaded only when one is dropped. Library and worker are one script,
// which works from a folder too.
import * as worker from "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { pageText } from "../old-paper/pdf-lines.js";

globalThis.pdfjsWorker = worker;

// The words of each page of a PDF.
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
    pages.push(pageText(items));
  }
  return pages;
};
