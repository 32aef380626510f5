// All arguments and the works they cite (arguments-data.js, made by macros/prepare.py), loaded when
// something needs them.
// A script and not data, because a page that is opened from a folder may load nothing else.

import { load } from "./load.js";

// `address`: where arguments-data.js is from this page. Resolves to { arguments, works }; rejects
// where it cannot be loaded.
export const loadArguments = async (address) => {
  if (!window.pqArguments) await load(address);
  return window.pqArguments;
};

// One argument with the works that it and its answers cite, as <copy-snippet> and the basket have
// it.
export const withWorks = ({ arguments: all, works }, id) => {
  const argument = all.find((one) => one.id === id);
  if (!argument) return null;
  const keys = [...argument.sources, ...argument.pairs.flatMap(({ sources }) => sources)];
  return {
    argument,
    works: Object.fromEntries(keys.filter((key) => works[key]).map((key) => [key, works[key]])),
  };
};
