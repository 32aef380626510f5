// Files that the reader opens and saves, and the Word template that this browser keeps for the next
// visit.
import { el } from "../common/dom.js";
import { load } from "../common/load.js";
import { titleOf } from "./model.js";

const STORE = "files";
const TEMPLATE = "template";

export const saveFile = (content, name, type) => {
  const link = el("a", {
    href: URL.createObjectURL(new Blob([content], { type })),
    download: name,
  });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

// What a case is called as a file, without its ending.
export const fileName = (state) =>
  titleOf(state)
    .replace(/[^\p{L}\p{N} ’'&,()-]+/gu, "")
    .trim()
    .slice(0, 80) || titleOf({});

const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

// A template as the writer reads it: { name, bytes, headings, notes }. Throws an error with a
// sentence for the reader.
export const readTemplate = async (file, script) => {
  await load(script);
  const bytes = await bytesOf(file);
  const { headings, notes = [] } = window.pqWord.readTemplate(bytes);
  return { name: file.name, bytes, headings, notes };
};

export const isWord = ({ name }) => /\.do[ct][xm]$/i.test(name);

// The draft in a file, as text. Throws an error with a sentence for the reader.
export const readDraft = async (file, script) => {
  if (!isWord(file)) return file.text();
  await load(script);
  const text = window.pqWord.readDraft(await bytesOf(file));
  if (!text)
    throw new Error(
      "This Word file was not made by this page, so there is no draft in it. To use it as your template, choose it under “Your own Word template”.",
    );
  return text;
};

// ---- the template that is kept: IndexedDB, because it holds files ----

const database = () =>
  new Promise((resolve, reject) => {
    const asked = window.indexedDB.open("pq-case", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

const inStore = async (mode, act) => {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const asked = act(opened.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  } finally {
    opened.close();
  }
};

// Where a browser keeps nothing, the template has to be chosen again: the case works all the same.
const orNothing = (promise) => promise.catch(() => null);

export const keepTemplate = ({ name, bytes }) =>
  orNothing(inStore("readwrite", (store) => store.put({ name, bytes }, TEMPLATE)));
export const keptTemplate = () => orNothing(inStore("readonly", (store) => store.get(TEMPLATE)));
export const forgetTemplate = () =>
  orNothing(inStore("readwrite", (store) => store.delete(TEMPLATE)));
