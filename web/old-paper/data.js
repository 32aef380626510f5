// What papers call the things that have changed, with what to say of each (old-paper-data.js, made
// by macros/finds.py), loaded when something needs it and made ready once.
import { load } from "../common/load.js";
import { compile } from "./finds.js";

let data;

// `address`: where old-paper-data.js is from this page. Rejects with a sentence where it cannot be
// loaded.
export const loadData = async (address) => {
  globalThis.pqOldPaperData = (told) => {
    data = { ...told, compiled: compile(told.rules) };
  };
  if (!data) await load(address);
  return data;
};
